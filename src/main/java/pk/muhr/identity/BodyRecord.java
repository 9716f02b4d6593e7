package pk.muhr.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import pk.muhr.x509.Sha256;

/**
 * A body with everything that the register knows of it.
 *
 * @param kind absent for bodies of a development installation, as is what comes with an application
 * @param since when it came into its state
 * @param agreement the newest that it accepted
 */
public record BodyRecord(
        Body body,
        Optional<String> legalNameUrdu,
        Optional<BodyKind> kind,
        List<String> identifiers,
        Optional<Sha256> evidence,
        Instant since,
        Optional<Agreement> agreement) {

    public BodyRecord {
        identifiers = List.copyOf(identifiers);
    }

    /** The subscriber agreement, as somebody who acts for the body accepted it (BR §9.6.3). */
    public record Agreement(String version, Sha256 text, String acceptedBy, Instant acceptedAt) {}

    /** A step in the register: the state that began, who made it begin, and why. */
    public record Event(BodyState state, String by, Optional<String> role, Optional<String> note, Instant at) {}
}
