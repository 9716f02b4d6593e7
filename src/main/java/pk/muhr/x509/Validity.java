package pk.muhr.x509;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A validity period; both ends belong to it, so N days end one second early (RFC 5280 §4.1.2.5, BR §6.3.2). */
public record Validity(Instant notBefore, Instant notAfter) {

    public Validity {
        if (!notBefore.equals(notBefore.truncatedTo(ChronoUnit.SECONDS))
                || !notAfter.equals(notAfter.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("a validity has whole seconds (RFC 5280 §4.1.2.5.1)");
        }
        if (!notBefore.isBefore(notAfter)) {
            throw new IllegalArgumentException("notBefore " + notBefore + " is not before notAfter " + notAfter);
        }
    }

    /** The period of the given length that begins at {@code start}, cut to whole seconds. */
    public static Validity of(Instant start, Duration length) {
        Instant notBefore = start.truncatedTo(ChronoUnit.SECONDS);
        return new Validity(notBefore, notBefore.plus(length).minusSeconds(1));
    }

    /** Its length with both ends counted. */
    public Duration length() {
        return Duration.between(notBefore, notAfter).plusSeconds(1);
    }

    /** Whether the given moment lies in it. */
    public boolean includes(Instant at) {
        return !at.isBefore(notBefore) && !at.isAfter(notAfter);
    }
}
