package pk.muhr.audit;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepository;

/** The rows, seen by {@link AuditRecords} only. */
@ApplicationScoped
class AuditRecordRows implements PanacheRepository<AuditRecordRow> {

    AuditRecordRows() {}
}
