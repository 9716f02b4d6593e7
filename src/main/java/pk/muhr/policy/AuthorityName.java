package pk.muhr.policy;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Name of an authority in the policy files, such as {@code gov-tls}; its keys are numbered in generations elsewhere. */
public record AuthorityName(@JsonValue String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    @JsonCreator
    public AuthorityName {
        if (!FORM.matcher(value).matches() || value.length() > 40 || value.matches(".*-g\\d+")) {
            throw new IllegalArgumentException(
                    "an authority is named in lower case, digits and single hyphens, without -g<number>: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
