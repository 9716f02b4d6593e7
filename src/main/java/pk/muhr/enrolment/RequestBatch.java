package pk.muhr.enrolment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.identity.BodyId;
import pk.muhr.identity.PersonId;
import pk.muhr.x509.Sha256;

/**
 * Many requests in one, each a line.
 *
 * @param content of all that was sent, so that the same key stands for nothing else
 */
public record RequestBatch(UUID id, BodyId body, PersonId requester, Sha256 content, int lines, Instant startedAt) {

    /**
     * How many lines came to what.
     *
     * @param waiting for people's decision, or decided otherwise
     * @param underWay on record without a certificate yet; the batch is to be sent again
     * @param last when something happened last
     */
    public record Progress(int issued, int refused, int waiting, int underWay, Optional<Instant> last) {}
}
