package pk.muhr.console.office;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.revocation.history.StatusEvent;

/**
 * A certificate as an officer reads it.
 *
 * @param stateKey of its word
 * @param events of its status, the first one first
 * @param reasons that an officer may give, but for a hold; none where it is revoked for good
 * @param holdable whether it may be held now
 * @param held whether it is, and may be released
 * @param reason chosen in a form that was refused
 * @param invalidity as it was typed
 */
public record IssuedView(
        String id,
        Optional<String> body,
        String purpose,
        Optional<UUID> request,
        String stateKey,
        Instant issuedAt,
        List<StatusEvent> events,
        List<String> reasons,
        boolean holdable,
        boolean held,
        String reason,
        String invalidity) {

    /** The key of the word for a reason of the standard. */
    public String reasonKey(String label) {
        return "reason" + label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
    }

    /** The key of the word for what an event says. */
    public String eventKey(StatusEvent event) {
        return switch (event.kind()) {
            case HELD -> "historyHeld";
            case RELEASED -> "historyReleased";
            case REVOKED -> "historyRevoked";
        };
    }
}
