package pk.muhr.validation;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The rows, seen by {@link DomainProofs} only. */
@ApplicationScoped
class DomainProofRows implements PanacheRepositoryBase<DomainProofRow, UUID> {

    DomainProofRows() {}
}
