package pk.muhr.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A language in which bodies are written to. */
public enum NoticeLanguage {
    EN,
    UR;

    /** The language tag (RFC 5646). */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The language with this tag. */
    public static Optional<NoticeLanguage> of(String label) {
        return Arrays.stream(values())
                .filter(language -> language.label().equals(label))
                .findFirst();
    }
}
