package pk.muhr.enrolment;

import java.util.regex.Pattern;

/** A name that a client gives to one request, so that repeating it after a lost answer makes no second certificate. */
public record IdempotencyKey(String value) {

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,128}");

    public IdempotencyKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("an idempotency key is 1 to 128 visible ASCII characters");
        }
    }
}
