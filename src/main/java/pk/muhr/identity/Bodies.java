package pk.muhr.identity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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
import pk.muhr.problem.StoreFailed;

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
        return read(ONE, id.value()).stream().findFirst();
    }

    /** Every body, by identifier. */
    public List<Body> all() {
        return read(IN_ORDER);
    }

    private List<Body> read(String text, String... values) {
        List<Body> found = new ArrayList<>();
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(text)) {
            for (int at = 0; at < values.length; at++) {
                query.setString(at + 1, values[at]);
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(body(row));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
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
