package pk.muhr.identity;

import java.util.Optional;
import java.util.UUID;

/**
 * A person holds a role, for a body where the role is one that acts for a body.
 *
 * @param id of this appointment; a later one of the same person to the same role has another
 */
public record Appointment(UUID id, PersonId person, Role role, Optional<BodyId> body) {

    public Appointment {
        if (role.actsForBody() != body.isPresent()) {
            throw new IllegalArgumentException(
                    role.label() + (role.actsForBody() ? " acts for a body" : " does not act for a body"));
        }
    }
}
