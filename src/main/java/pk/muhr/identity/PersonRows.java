package pk.muhr.identity;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The rows, seen by {@link People} only. */
@ApplicationScoped
class PersonRows implements PanacheRepositoryBase<PersonRow, String> {

    PersonRows() {}
}
