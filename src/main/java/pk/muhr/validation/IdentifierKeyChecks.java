package pk.muhr.validation;

import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.quarkus.runtime.StartupEvent;

import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;

/**
 * Holds the identifiers' key to the one that was used first: with another, one person would be two, and nobody would
 * notice. A start with another key, or with one that others can read, is refused.
 */
@ApplicationScoped
class IdentifierKeyChecks {

    private static final int BEFORE_OPENING = 50;

    private final EntityManager entities;
    private final IdentifierSecret secret;

    IdentifierKeyChecks(EntityManager entities, IdentifierSecret secret) {
        this.entities = entities;
        this.secret = secret;
    }

    @DoneBy({ProcessRole.AUTHORITY, ProcessRole.REGISTRATION})
    @Transactional
    void hold(@Observes @Priority(BEFORE_OPENING) StartupEvent event) {
        secret.check().ifPresent(this::requireSame);
    }

    /**
     * Records the value where none is yet.
     *
     * @throws IllegalStateException when it is not the recorded one
     */
    void requireSame(String value) {
        Optional<?> first = recorded();
        if (first.isEmpty()) {
            entities.createNativeQuery(
                            "insert into identifier_key_check (value) values (:value) on conflict do nothing")
                    .setParameter("value", value)
                    .executeUpdate();
            first = recorded();
        }
        if (!first.equals(Optional.of(value))) {
            throw new IllegalStateException("the key in muhr.identifiers.key-file is not the one that this installation"
                    + " hides people's numbers with; put the first key back, from a backup");
        }
    }

    private Optional<?> recorded() {
        return entities.createNativeQuery("select value from identifier_key_check", String.class)
                .getResultStream()
                .findFirst();
    }
}
