package pk.muhr.issuance;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.problem.StoreFailed;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;

/** Outcomes in PostgreSQL: the primary key is the intent, so of two writers one inserts nothing. */
@ApplicationScoped
class PostgresOutcomes implements Outcomes {

    /** One statement, so that the names by which certificates are found cost no round trip. */
    private static final String ISSUED = """
            with issued as (
                insert into outcome (intent, state, signature_algorithm, signature, certificate_sha256)
                select s.intent, 'ISSUED', s.algorithm, s.signature, s.sha256
                from unnest(?, ?, ?, ?) as s (intent, algorithm, signature, sha256)
                on conflict (intent) do nothing returning intent, certificate_sha256),
            named as (
                insert into certificate_name (certificate_sha256, kind, value)
                select i.certificate_sha256, n.kind, n.value
                from issued i join unnest(?, ?, ?) as n (sha256, kind, value) on n.sha256 = i.certificate_sha256)
            select intent from issued
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
    public Set<UUID> issued(List<Signed> signed, Actor actor) {
        Set<UUID> issued = insertIssued(signed);
        audit.append(signed.stream()
                .map(each -> issued.contains(each.intent().id()) ? issued(each, actor) : dropped(each.intent(), actor))
                .toList());
        return issued;
    }

    private static AuditEvent issued(Signed signed, Actor actor) {
        Certificate certificate = signed.certificate().certificate();
        return event(
                AuditEvent.success(
                                "CERTIFICATE_ISSUED",
                                actor,
                                Map.of(
                                        "intent", signed.intent().id(),
                                        "serial", signed.intent().serial(),
                                        "subject", certificate.subject(),
                                        "dnsNames", certificate.dnsNames(),
                                        "notAfter", certificate.notAfter()))
                        .withSubject(certificate.fingerprint().hex()),
                signed.intent());
    }

    private static AuditEvent dropped(Intent intent, Actor actor) {
        return event(
                AuditEvent.failure(
                        "LATE_SIGNATURE_DROPPED", actor, Map.of("intent", intent.id(), "serial", intent.serial())),
                intent);
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

    private Set<UUID> insertIssued(List<Signed> signed) {
        List<Signed> named = new ArrayList<>();
        List<CertificateName> names = new ArrayList<>();
        for (Signed each : signed) {
            List<CertificateName> own = CertificateName.of(each.certificate().certificate());
            names.addAll(own);
            named.addAll(Collections.nCopies(own.size(), each));
        }
        try (Connection connection = store.getConnection();
                PreparedStatement insert = connection.prepareStatement(ISSUED)) {
            insert.setArray(
                    1, array(connection, "uuid", signed, each -> each.intent().id(), UUID[]::new));
            insert.setArray(2, array(connection, "bytea", signed, PostgresOutcomes::algorithm, byte[][]::new));
            insert.setArray(3, array(connection, "bytea", signed, PostgresOutcomes::signature, byte[][]::new));
            insert.setArray(4, array(connection, "text", signed, PostgresOutcomes::sha256, String[]::new));
            insert.setArray(5, array(connection, "text", named, PostgresOutcomes::sha256, String[]::new));
            insert.setArray(6, CertificateName.array(connection, names, name -> name.kind()
                    .label()));
            insert.setArray(7, CertificateName.array(connection, names, CertificateName::value));
            Set<UUID> issued = new HashSet<>();
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    issued.add(row.getObject(1, UUID.class));
                }
            }
            return issued;
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    private static <T> Array array(
            Connection connection, String type, List<Signed> signed, Function<Signed, T> column, IntFunction<T[]> all)
            throws SQLException {
        return connection.createArrayOf(type, signed.stream().map(column).toArray(all));
    }

    private static byte[] algorithm(Signed signed) {
        return Der.of(signed.certificate().algorithm().identifier()).bytes();
    }

    private static byte[] signature(Signed signed) {
        return signed.certificate().signature().bytes();
    }

    private static String sha256(Signed signed) {
        return signed.certificate().certificate().fingerprint().hex();
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
