package pk.muhr.accreditation;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;
import pk.muhr.x509.Sha256;

/**
 * A bundle that was proposed to follow another.
 *
 * @param basedOn number of the activation that it shall follow
 * @param diff what it changes, a line for each key
 */
public record PolicyCandidate(
        long seq,
        Sha256 hash,
        int version,
        long basedOn,
        State state,
        PersonId proposedBy,
        Instant proposedAt,
        List<String> diff,
        List<Confirmation> confirmations) {

    /** What became of it. */
    public enum State {
        /** It waits for officers. */
        @JsonProperty("open")
        OPEN,
        /** It came into force. */
        @JsonProperty("activated")
        ACTIVATED,
        /** Somebody took it back. */
        @JsonProperty("withdrawn")
        WITHDRAWN,
        /** Another one came into force before it. */
        @JsonProperty("outdated")
        OUTDATED
    }

    /** That an officer looked at it and wants it in force. */
    public record Confirmation(PersonId person, Role role, Instant confirmedAt) {}

    public PolicyCandidate {
        diff = List.copyOf(diff);
        confirmations = List.copyOf(confirmations);
    }

    boolean isConfirmedBy(PersonId person) {
        return confirmations.stream()
                .anyMatch(confirmation -> confirmation.person().equals(person));
    }

    boolean isConfirmedAs(Role role) {
        return confirmations.stream().anyMatch(confirmation -> confirmation.role() == role);
    }
}
