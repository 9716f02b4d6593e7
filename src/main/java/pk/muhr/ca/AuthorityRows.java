package pk.muhr.ca;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The rows, seen by {@link Authorities} only. */
@ApplicationScoped
class AuthorityRows implements PanacheRepositoryBase<AuthorityRow, AuthorityRow.Key> {

    AuthorityRows() {}
}
