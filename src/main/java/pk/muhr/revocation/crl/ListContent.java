package pk.muhr.revocation.crl;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * Which events a list holds: the newest of each certificate of the scope, up to a cut-off. Nothing but this and the events
 * determines the bytes of its entries.
 *
 * @param reach no event with a higher number counts
 * @param at thisUpdate: an event is not later than the list, even when the clock that recorded it was ahead
 * @param expired which entries of expired certificates are left out; none when all stay
 * @param start of a list of changes
 */
record ListContent(ListScope scope, long reach, Instant at, Optional<Expired> expired, Optional<Start> start) {

    /**
     * Left out is who expired before a list that held it all the same (RFC 5280 §3.3).
     *
     * @param before when that list was made
     * @param reach how far it reached
     */
    record Expired(Instant before, long reach) {}

    /** The complete list that changes are counted from. */
    record Start(BigInteger number, long reach) {}
}
