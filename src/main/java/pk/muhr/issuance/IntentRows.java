package pk.muhr.issuance;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The rows of intents, seen by the collections of this package only. */
@ApplicationScoped
class IntentRows implements PanacheRepositoryBase<IntentRow, UUID> {

    IntentRows() {}
}
