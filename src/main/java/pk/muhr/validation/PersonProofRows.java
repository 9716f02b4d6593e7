package pk.muhr.validation;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The rows, seen by {@link PersonProofs} only. */
@ApplicationScoped
class PersonProofRows implements PanacheRepositoryBase<PersonProofRow, UUID> {

    PersonProofRows() {}
}
