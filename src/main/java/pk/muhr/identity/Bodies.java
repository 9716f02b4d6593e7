package pk.muhr.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.panache.common.Sort;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;

/** The register of bodies. */
@ApplicationScoped
public class Bodies {

    private final BodyRows rows;
    private final AuditRecords audit;

    Bodies(BodyRows rows, AuditRecords audit) {
        this.rows = rows;
        this.audit = audit;
    }

    /** The body of that identifier. */
    @Transactional
    public Optional<Body> find(BodyId id) {
        return rows.findByIdOptional(id.value()).map(BodyRow::body);
    }

    /** Every body, by identifier. */
    @Transactional
    public List<Body> all() {
        return rows.listAll(Sort.by("id")).stream().map(BodyRow::body).toList();
    }

    /**
     * Adds a body to the register.
     *
     * @throws IllegalStateException when the identifier is taken
     */
    @Transactional
    public void register(Body body, Actor by) {
        if (rows.findByIdOptional(body.id().value()).isPresent()) {
            throw new IllegalStateException("there is a body " + body.id() + " already");
        }
        rows.persist(BodyRow.of(body));
        audit.append(AuditEvent.success(
                        "BODY_REGISTERED",
                        by,
                        Map.of(
                                "legalName", body.legalName(),
                                "country", body.country(),
                                "organizationIdentifier", body.organizationIdentifier()))
                .withSubject(body.id().value()));
    }
}
