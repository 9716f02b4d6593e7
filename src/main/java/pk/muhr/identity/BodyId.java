package pk.muhr.identity;

import java.util.Optional;
import java.util.regex.Pattern;

/** The short name of a body, fixed when it is registered: lower-case letters, digits and hyphens ({@code nitb}). */
public record BodyId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public BodyId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a body's identifier is 1 to 63 lower-case letters, digits and inner hyphens");
        }
    }

    /** The identifier that this text is, if it is one. */
    public static Optional<BodyId> of(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new BodyId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
