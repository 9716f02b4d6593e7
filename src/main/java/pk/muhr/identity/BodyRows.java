package pk.muhr.identity;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The rows, seen by {@link Bodies} only. */
@ApplicationScoped
class BodyRows implements PanacheRepositoryBase<BodyRow, String> {

    BodyRows() {}
}
