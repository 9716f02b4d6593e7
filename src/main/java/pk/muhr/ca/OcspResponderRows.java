package pk.muhr.ca;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepository;

/** The rows, seen by {@link OcspResponders} only. */
@ApplicationScoped
class OcspResponderRows implements PanacheRepository<OcspResponderRow> {

    OcspResponderRows() {}
}
