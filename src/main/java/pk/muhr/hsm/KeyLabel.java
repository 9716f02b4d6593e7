package pk.muhr.hsm;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import pk.muhr.x509.Der;

/**
 * The name of a key within its token: 1 to 64 lower-case letters, digits, dots and hyphens, beginning with a letter or
 * digit. It is the key's CKA_ID and CKA_LABEL and, for the Java platform, its alias; some tokens and the platform
 * compare names without regard to case, so there is only one.
 */
public record KeyLabel(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

    public KeyLabel {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a key label has 1 to 64 lower-case letters, digits, dots and hyphens: '" + value + "'");
        }
    }

    /** The name as the bytes of CKA_ID. */
    Der id() {
        return Der.of(value.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return value;
    }
}
