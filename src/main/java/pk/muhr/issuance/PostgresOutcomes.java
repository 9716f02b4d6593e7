package pk.muhr.issuance;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.SignedCertificate;
import pk.muhr.x509.Der;

/** Outcomes in PostgreSQL: the primary key is the intent, so of two writers one inserts nothing. */
@ApplicationScoped
class PostgresOutcomes implements Outcomes {

    private static final String ISSUED = """
            insert into outcome (intent, state, signature_algorithm, signature, certificate_sha256)
            values (:intent, 'ISSUED', :algorithm, :signature, :sha256) on conflict (intent) do nothing
            """;

    private static final String ORPHANED =
            "insert into outcome (intent, state) values (:intent, 'ORPHANED') on conflict (intent) do nothing";

    private final EntityManager entities;
    private final AuditRecords audit;
    private final OrphanRevocation revocation;

    PostgresOutcomes(EntityManager entities, AuditRecords audit, OrphanRevocation revocation) {
        this.entities = entities;
        this.audit = audit;
        this.revocation = revocation;
    }

    @Override
    @Transactional
    public boolean issued(Intent intent, SignedCertificate signed, Actor actor) {
        int rows = entities.createNativeQuery(ISSUED)
                .setParameter("intent", intent.id())
                .setParameter(
                        "algorithm", Der.of(signed.algorithm().identifier()).bytes())
                .setParameter("signature", signed.signature().bytes())
                .setParameter("sha256", signed.certificate().fingerprint().hex())
                .executeUpdate();
        if (rows == 0) {
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
        int rows = entities.createNativeQuery(ORPHANED)
                .setParameter("intent", intent.id())
                .executeUpdate();
        if (rows == 0) {
            return false;
        }
        revocation.revoke(intent.authority(), intent.issuerKey(), intent.serial());
        audit.append(event(
                AuditEvent.failure("INTENT_ORPHANED", actor, Map.of("intent", intent.id()))
                        .withSubject(intent.serial().hex()),
                intent));
        return true;
    }

    private static AuditEvent event(AuditEvent event, Intent intent) {
        AuditEvent ours = event.withAuthority(intent.authority().toString());
        return intent.request().map(ours::withRequest).orElse(ours);
    }
}
