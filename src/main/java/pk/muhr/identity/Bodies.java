package pk.muhr.identity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.quarkus.panache.common.Sort;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.problem.StoreFailed;

/** The register of bodies. */
@ApplicationScoped
public class Bodies {

    private static final String ONE = """
            select legal_name, country, state_or_province, locality, organization_identifier from body where id = ?
            """;

    private final BodyRows rows;
    private final AgroalDataSource store;
    private final AuditRecords audit;

    Bodies(BodyRows rows, AgroalDataSource store, AuditRecords audit) {
        this.rows = rows;
        this.store = store;
        this.audit = audit;
    }

    /** The body of that identifier. */
    public Optional<Body> find(BodyId id) {
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(ONE)) {
            query.setString(1, id.value());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(body(id, row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    private static Body body(BodyId id, ResultSet row) throws SQLException {
        return new Body(
                id,
                row.getString("legal_name"),
                row.getString("country"),
                Optional.ofNullable(row.getString("state_or_province")),
                Optional.ofNullable(row.getString("locality")),
                row.getString("organization_identifier"));
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
