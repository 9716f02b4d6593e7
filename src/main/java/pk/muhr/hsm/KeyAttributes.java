package pk.muhr.hsm;

import java.util.ArrayList;
import java.util.List;

/**
 * How a token says it made and keeps a private key (PKCS #11 §4.9, table 29).
 *
 * @param local CKA_LOCAL: made in this token, not brought into it
 * @param sensitive CKA_SENSITIVE: its value is never shown in plain
 * @param alwaysSensitive CKA_ALWAYS_SENSITIVE: and never could be
 * @param extractable CKA_EXTRACTABLE: may leave the token wrapped
 * @param neverExtractable CKA_NEVER_EXTRACTABLE: and never could
 */
public record KeyAttributes(
        boolean local, boolean sensitive, boolean alwaysSensitive, boolean extractable, boolean neverExtractable) {

    /** Whether the key was born in its token and cannot have left it. */
    public boolean bornAndKept() {
        return broken().isEmpty();
    }

    /** What is wrong with the key, as PKCS #11 would write it; empty when it was born in its token and stayed there. */
    public List<String> broken() {
        List<String> broken = new ArrayList<>();
        note(broken, local, "CKA_LOCAL is false");
        note(broken, sensitive, "CKA_SENSITIVE is false");
        note(broken, alwaysSensitive, "CKA_ALWAYS_SENSITIVE is false");
        note(broken, !extractable, "CKA_EXTRACTABLE is true");
        note(broken, neverExtractable, "CKA_NEVER_EXTRACTABLE is false");
        return List.copyOf(broken);
    }

    private static void note(List<String> broken, boolean holds, String otherwise) {
        if (!holds) {
            broken.add(otherwise);
        }
    }
}
