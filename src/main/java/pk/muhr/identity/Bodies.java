package pk.muhr.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.problem.StoreRows;

/** The bodies, as issuance asks for them. How one comes into the register and leaves it is {@link BodyRegister}'s. */
@ApplicationScoped
public class Bodies {

    private static final String ALL = """
            select b.id, b.legal_name, b.country, b.state_or_province, b.locality, b.organization_identifier, e.state, e.note
            from body b cross join lateral (
                select state, note from body_event where body = b.id order by seq desc limit 1) e
            """;
    private static final String ONE = ALL + "where b.id = ?";
    private static final String IN_ORDER = ALL + "order by b.id";
    private static final String INSERT = """
            insert into body (id, legal_name, country, state_or_province, locality, organization_identifier)
            values (:id, :name, :country, cast(:province as text), cast(:locality as text), :identifier)
            """;
    private static final String ACTIVE =
            "insert into body_event (body, state, recorded_by) values (:id, 'active', :by)";

    private final EntityManager entities;
    private final AgroalDataSource store;
    private final AuditRecords audit;

    Bodies(EntityManager entities, AgroalDataSource store, AuditRecords audit) {
        this.entities = entities;
        this.store = store;
        this.audit = audit;
    }

    /** The body of that identifier. */
    public Optional<Body> find(BodyId id) {
        return StoreRows.read(store, ONE, List.of(id.value()), Bodies::body).stream()
                .findFirst();
    }

    /** Every body, by identifier. */
    public List<Body> all() {
        return StoreRows.read(store, IN_ORDER, List.of(), Bodies::body);
    }

    /**
     * The body of that identifier, where the caller may see it.
     *
     * @param scope the one body that they may see ({@link Caller#scope}); every body where it is empty
     * @throws ProblemException 404 else: a subscriber knows of no other than their own
     */
    public BodyId require(String id, Optional<BodyId> scope) {
        return BodyId.of(id)
                .filter(body -> scope.map(body::equals).orElse(true))
                .flatMap(this::find)
                .map(Body::id)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(404, "body-unknown", "No such body", "The register has no such body for you.")
                                .withValue(id)
                                .withFix("write the identifier of a body that you may see, nitb for instance")));
    }

    /** A row with the columns of {@code body}, and state and note of its newest event. */
    static Body body(ResultSet row) throws SQLException {
        return new Body(
                new BodyId(row.getString("id")),
                row.getString("legal_name"),
                row.getString("country"),
                Optional.ofNullable(row.getString("state_or_province")),
                Optional.ofNullable(row.getString("locality")),
                row.getString("organization_identifier"),
                BodyState.of(row.getString("state"), Optional.ofNullable(row.getString("note"))));
    }

    /**
     * Adds an active body without officers, for development data; in production the database refuses it.
     *
     * @throws IllegalStateException when the identifier is taken
     */
    @Transactional
    public void register(Body body, Actor by) {
        if (find(body.id()).isPresent()) {
            throw new IllegalStateException("there is a body " + body.id() + " already");
        }
        entities.createNativeQuery(INSERT)
                .setParameter("id", body.id().value())
                .setParameter("name", body.legalName())
                .setParameter("country", body.country())
                .setParameter("province", body.stateOrProvince().orElse(null))
                .setParameter("locality", body.locality().orElse(null))
                .setParameter("identifier", body.organizationIdentifier())
                .executeUpdate();
        entities.createNativeQuery(ACTIVE)
                .setParameter("id", body.id().value())
                .setParameter("by", by.id())
                .executeUpdate();
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
