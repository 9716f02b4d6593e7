package pk.muhr.enrolment;

import java.time.Instant;
import java.util.Optional;

import pk.muhr.identity.PersonId;

/**
 * What became of a request that people decide about.
 *
 * @param reason for the requester to act on; of a rejection only
 */
public record Decision(Kind kind, PersonId by, Optional<String> reason, Instant at) {

    /** By the names of the API. */
    public enum Kind {
        APPROVED("approved"),
        REJECTED("rejected"),
        WITHDRAWN("withdrawn");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** As in the API and in the database. */
        public String label() {
            return label;
        }

        static Kind ofLabel(String label) {
            for (Kind kind : values()) {
                if (kind.label.equals(label)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no decision: " + label);
        }
    }
}
