package pk.muhr.revocation.ocsp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.AuthorityId;
import pk.muhr.problem.StoreFailed;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.Der;

/**
 * What processes without the authorities' keys ask of those that have them: a certificate for a responder's key. The one
 * that asks may add a request and read the answer, and nothing else.
 */
@ApplicationScoped
class ResponderRequests {

    /** Whoever asked for longer has given up. */
    private static final String OPEN = """
            select id, authority, request from (
                select q.id, q.authority, q.request, q.requested_at,
                       row_number() over (partition by q.authority order by q.requested_at) as place
                from responder_request q
                where q.authority = any(?) and q.requested_at > clock_timestamp() - interval '10 minutes'
                  and not exists (select 1 from responder_grant g where g.request = q.id)) waiting
            where place <= ? order by requested_at
            """;

    private static final String GRANTED_TODAY = """
            select count(*) from responder_request q join responder_grant g on g.request = q.id
            where q.authority = ? and g.certificate is not null
              and g.granted_at > clock_timestamp() - interval '1 day'
            """;

    private static final String ANSWER = """
            insert into responder_grant (request, certificate, why) values (?, ?, ?) on conflict do nothing
            """;

    private final AgroalDataSource store;
    private final AgroalDataSource primary;
    private final AuditRecords audit;

    ResponderRequests(AgroalDataSource store, @Primary AgroalDataSource primary, AuditRecords audit) {
        this.store = store;
        this.primary = primary;
        this.audit = audit;
    }

    /** A request without an answer, as it was received. */
    record Asked(UUID id, String authority, Der request) {}

    /** What became of a request: a certificate, or why there is none. */
    record Answer(Optional<Certificate> certificate, Optional<String> why) {}

    /** Asks; the answer comes in its time, on a standby too. */
    UUID ask(AuthorityId authority, CertificationRequest request) {
        UUID id = UUID.randomUUID();
        try (Connection connection = primary.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into responder_request (id, authority, request) values (?, ?, ?)")) {
            insert.setObject(1, id);
            insert.setString(2, authority.toString());
            insert.setBytes(3, request.der().bytes());
            insert.executeUpdate();
            return id;
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    /** The answer to a request, if it was given. */
    Optional<Answer> answer(UUID request) {
        try (Connection connection = store.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select certificate, why from responder_grant where request = ?")) {
            query.setObject(1, request);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Answer(
                                Optional.ofNullable(row.getBytes(1))
                                        .map(Der::of)
                                        .map(Certificate::of),
                                Optional.ofNullable(row.getString(2))))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    /** The oldest requests of the last ten minutes that wait for one of these authorities, so many of each at the most. */
    List<Asked> open(Set<String> authorities, int count) {
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(OPEN)) {
            query.setArray(1, connection.createArrayOf("text", authorities.toArray()));
            query.setInt(2, count);
            List<Asked> asked = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    asked.add(new Asked(row.getObject(1, UUID.class), row.getString(2), Der.of(row.getBytes(3))));
                }
            }
            return asked;
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    /** How many requests of the last day got a certificate of this authority. */
    long grantedToday(AuthorityId authority) {
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(GRANTED_TODAY)) {
            query.setString(1, authority.toString());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    /** Answers with a certificate; the first answer counts. */
    @Transactional
    void grant(Asked asked, Certificate certificate, Actor by) {
        if (insert(asked.id(), certificate.der().bytes(), null)) {
            audit.append(AuditEvent.success(
                            "RESPONDER_GRANTED",
                            by,
                            Map.of(
                                    "request",
                                    asked.id(),
                                    "serial",
                                    certificate.serial(),
                                    "notAfter",
                                    certificate.notAfter()))
                    .withAuthority(asked.authority())
                    .withSubject(certificate.fingerprint().hex()));
        }
    }

    /** Answers that there is none. */
    @Transactional
    void refuse(Asked asked, String why, Actor by) {
        if (insert(asked.id(), null, why)) {
            audit.append(AuditEvent.failure("RESPONDER_REFUSED", by, Map.of("request", asked.id(), "why", why))
                    .withAuthority(asked.authority()));
        }
    }

    private boolean insert(UUID request, byte[] certificate, String why) {
        try (Connection connection = store.getConnection();
                PreparedStatement insert = connection.prepareStatement(ANSWER)) {
            insert.setObject(1, request);
            insert.setBytes(2, certificate);
            insert.setString(3, why);
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }
}
