package pk.muhr.enrolment;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The rows, seen by {@link Requests} only. */
@ApplicationScoped
class RequestRows implements PanacheRepositoryBase<RequestRow, UUID> {

    RequestRows() {}
}
