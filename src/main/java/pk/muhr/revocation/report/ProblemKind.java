package pk.muhr.revocation.report;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is said to be wrong, and how soon a certificate that it is true of must be revoked (BR §4.9.1.1). */
public enum ProblemKind {
    /** Somebody else has the key, or can compute it. */
    COMPROMISED(Duration.ofHours(24)),
    /** It should not have been issued, or not so. */
    MISISSUED(Duration.ofDays(5)),
    /** It is used for what it is not for. */
    MISUSE(Duration.ofDays(5)),
    OTHER(Duration.ofDays(5));

    private final Duration revocation;

    ProblemKind(Duration revocation) {
        this.revocation = revocation;
    }

    /** The time there is for a revocation, from the report on. */
    public Duration revocation() {
        return revocation;
    }

    /** The word in the API and in the form. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ProblemKind> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }
}
