package pk.muhr.identity;

import java.util.regex.Pattern;

/**
 * A person as the identity provider names them: the claim that {@code muhr.identity.claim} names, {@code sub} if it says
 * nothing (RFC 7519 §4.1.2), at most 255 visible ASCII characters (OpenID Connect Core §2). The names that the audit trail uses for nobody and for our own jobs are taken.
 */
public record PersonId(String value) {

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

    public PersonId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a person's identifier is 1 to 255 visible ASCII characters");
        }
        if (value.equals("anonymous") || value.startsWith("system:")) {
            throw new IllegalArgumentException("the identifier is reserved: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
