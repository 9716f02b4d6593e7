package pk.muhr.revocation.observer;

import java.time.Instant;

/**
 * How something looked since a moment.
 *
 * @param subject what was looked at: {@code crl gov-tls-g1}
 * @param address where
 * @param why what is wrong; empty when nothing is
 * @param since when it began to look so
 */
public record Observation(String subject, String address, String why, Instant since) {

    /** Whether something is wrong. */
    public boolean broken() {
        return !why.isEmpty();
    }
}
