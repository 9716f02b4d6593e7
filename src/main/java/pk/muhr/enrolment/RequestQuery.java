package pk.muhr.enrolment;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.identity.BodyId;
import pk.muhr.policy.ProfileId;

/**
 * Which requests are looked for; whatever is absent does not narrow.
 *
 * @param text an id of a request, a name, or whatever finds the certificate that a request led to
 * @param after the last request of the page before
 * @param before only what was submitted before this moment
 */
public record RequestQuery(
        Optional<String> text,
        Optional<BodyId> body,
        Optional<ProfileId> profile,
        Optional<State> state,
        Optional<UUID> after,
        Optional<Instant> before) {

    /** Whenever it was submitted. */
    public RequestQuery(
            Optional<String> text,
            Optional<BodyId> body,
            Optional<ProfileId> profile,
            Optional<State> state,
            Optional<UUID> after) {
        this(text, body, profile, state, after, Optional.empty());
    }

    /** What became of a request; all but the issued ones are those that people decide about. */
    public enum State {
        VALIDATED,
        APPROVED,
        ISSUED,
        REJECTED,
        WITHDRAWN,
        EXPIRED;

        /** Its name in the API. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
