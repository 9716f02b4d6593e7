package pk.muhr.audit;

import java.util.Optional;

/**
 * Who did it: the identifier of a person or of a job of our own, and the role it was done in, if any.
 *
 * @param id the person as the identity provider names it, {@code system:<job>} for a job, {@code anonymous} for nobody
 * @param role the label of the appointment that was used
 */
public record Actor(String id, Optional<String> role) {

    public Actor {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an actor has a name");
        }
    }

    /** A job of this program, such as {@code sweeper} or {@code crl}. */
    public static Actor system(String job) {
        return new Actor("system:" + job, Optional.empty());
    }

    /** A caller who did not say who they are, or could not prove it. */
    public static Actor anonymous() {
        return new Actor("anonymous", Optional.empty());
    }
}
