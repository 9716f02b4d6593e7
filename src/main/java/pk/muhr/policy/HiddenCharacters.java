package pk.muhr.policy;

import java.util.OptionalInt;

/**
 * Characters that an editor does not show, and that make a line read otherwise than it says: controls but line feed and
 * tab, marks of direction and of zero width, line separators, private and unassigned ones. Letters of every script are
 * allowed; Urdu does without the zero-width non-joiner here (UTS 39 §3.1, UTR 36 §3.1).
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
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character != '\n' && character != '\t';
            case Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
