package pk.muhr.issuance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.SignedCertificate;
import pk.muhr.problem.StoreFailed;
import pk.muhr.x509.Der;

/** Outcomes in PostgreSQL: the primary key is the intent, so of two writers one inserts nothing. */
@ApplicationScoped
class PostgresOutcomes implements Outcomes {

    /** One statement, so that the names by which a certificate is found cost no round trip. */
    private static final String ISSUED = """
            with issued as (
                insert into outcome (intent, state, signature_algorithm, signature, certificate_sha256)
                values (?, 'ISSUED', ?, ?, ?) on conflict (intent) do nothing returning certificate_sha256),
            named as (
                insert into certificate_name (certificate_sha256, kind, value)
                select i.certificate_sha256, n.kind, n.value from issued i, unnest(?, ?) as n (kind, value))
            select count(*) from issued
            """;

    private static final String ORPHANED =
            "insert into outcome (intent, state) values (?, 'ORPHANED') on conflict (intent) do nothing";

    private final AgroalDataSource store;
    private final AuditRecords audit;
    private final OrphanRevocation revocation;

    PostgresOutcomes(AgroalDataSource store, AuditRecords audit, OrphanRevocation revocation) {
        this.store = store;
        this.audit = audit;
        this.revocation = revocation;
    }

    @Override
    @Transactional
    public boolean issued(Intent intent, SignedCertificate signed, Actor actor) {
        if (!insertIssued(intent, signed)) {
            audit.append(event(
                    AuditEvent.failure(
                            "LATE_SIGNATURE_DROPPED", actor, Map.of("intent", intent.id(), "serial", intent.serial())),
                    intent));
            return false;
        }
        audit.append(event(
                AuditEvent.success(
                                "CERTIFICATE_ISSUED",
                                actor,
                                Map.of(
                                        "intent", intent.id(),
                                        "serial", intent.serial(),
                                        "subject", signed.certificate().subject(),
                                        "dnsNames", signed.certificate().dnsNames(),
                                        "notAfter", signed.certificate().notAfter()))
                        .withSubject(signed.certificate().fingerprint().hex()),
                intent));
        return true;
    }

    @Override
    @Transactional
    public boolean orphaned(Intent intent, Actor actor) {
        if (!insertOrphaned(intent)) {
            return false;
        }
        revocation.revoke(intent.authority(), intent.issuerKey(), intent.serial());
        audit.append(event(
                AuditEvent.failure("INTENT_ORPHANED", actor, Map.of("intent", intent.id()))
                        .withSubject(intent.serial().hex()),
                intent));
        return true;
    }

    private boolean insertIssued(Intent intent, SignedCertificate signed) {
        try (Connection connection = store.getConnection();
                PreparedStatement insert = connection.prepareStatement(ISSUED)) {
            insert.setObject(1, intent.id());
            insert.setBytes(2, Der.of(signed.algorithm().identifier()).bytes());
            insert.setBytes(3, signed.signature().bytes());
            insert.setString(4, signed.certificate().fingerprint().hex());
            List<CertificateName> names = CertificateName.of(signed.certificate());
            insert.setArray(5, CertificateName.array(connection, names, name -> name.kind()
                    .label()));
            insert.setArray(6, CertificateName.array(connection, names, CertificateName::value));
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getInt(1) == 1;
            }
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    private boolean insertOrphaned(Intent intent) {
        try (Connection connection = store.getConnection();
                PreparedStatement insert = connection.prepareStatement(ORPHANED)) {
            insert.setObject(1, intent.id());
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    private static AuditEvent event(AuditEvent event, Intent intent) {
        AuditEvent ours = event.withAuthority(intent.authority().toString());
        return intent.request().map(ours::withRequest).orElse(ours);
    }
}
