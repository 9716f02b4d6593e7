package pk.muhr.policy;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import pk.muhr.x509.LegibleText;

/** Name of a certificate profile, such as {@code tls-server}; the name of its policy file. */
public record ProfileId(@JsonValue String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{1,40}");

    @JsonCreator
    public ProfileId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a profile is named in lower case, digits and hyphens: " + LegibleText.shown(value));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
