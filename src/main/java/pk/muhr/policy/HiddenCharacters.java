package pk.muhr.policy;

import java.util.OptionalInt;

import pk.muhr.x509.LegibleText;

/**
 * Characters that an editor does not show, and that make a line read otherwise than it says: controls but line feed and
 * tab, marks of direction and of zero width, line separators, letters and marks that show nothing, private and unassigned
 * ones. Letters of every script are allowed; Urdu does without the zero-width non-joiner here (UTS 39 §3.1, UTR 36 §3.1).
 */
final class HiddenCharacters {

    private HiddenCharacters() {}

    /** Index of the first one. */
    static OptionalInt in(String text) {
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (isHidden(text.codePointAt(at))) {
                return OptionalInt.of(at);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isHidden(int character) {
        return character != '\n' && character != '\t' && LegibleText.isUnseen(character);
    }
}
