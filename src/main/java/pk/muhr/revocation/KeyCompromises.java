package pk.muhr.revocation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.x509.Sha256;

/**
 * Keys that proved themselves compromised, by whoever has them (BR §4.9.12). All certificates of such a key are revoked
 * and the key is blocked, in one transaction. A key that was never certified is blocked too, up to so many in an hour,
 * since anybody can make keys.
 */
@ApplicationScoped
public class KeyCompromises {

    private static final Logger LOG = Logger.getLogger(KeyCompromises.class);
    private static final Actor ANYBODY = Actor.anonymous();

    private static final String LOCK = "select cast(pg_advisory_xact_lock(77340009) as text)";
    private static final String CERTIFIED = "select exists (select 1 from intent where subject_key = :key)";
    private static final String OUR_OWN = "select exists (select 1 from authority where spki_sha256 = :key)";

    private static final String UNCERTIFIED = """
            select count(*) from blocked_key b
            where b.blocked_by = 'anonymous' and b.blocked_at > clock_timestamp() - interval '1 hour'
              and not exists (select 1 from intent i where i.subject_key = b.spki_sha256)
            """;

    private static final String BLOCK = """
            insert into blocked_key (spki_sha256, reason, blocked_by)
            values (:key, 'a signature by the key itself says that it is compromised', 'anonymous') on conflict do nothing
            """;

    private final EntityManager entities;
    private final CertificatesOfKey certificates;
    private final AuditRecords audit;
    private final long most;

    KeyCompromises(
            EntityManager entities,
            CertificatesOfKey certificates,
            AuditRecords audit,
            @ConfigProperty(name = "muhr.key-compromises.uncertified-per-hour", defaultValue = "100") long most) {
        this.entities = entities;
        this.certificates = certificates;
        this.audit = audit;
        this.most = most;
    }

    /** Blocks the key and revokes what has it. Whoever proved it does not learn whether it was known. */
    @Transactional
    public void proved(Sha256 key) {
        if (!holds(CERTIFIED, key) && !hasRoom()) {
            LOG.warn("a proof of compromise of a key that was never certified is not kept: too many in this hour");
            return;
        }
        boolean fresh =
                entities.createNativeQuery(BLOCK).setParameter("key", key.hex()).executeUpdate() == 1;
        List<CertificateReference> revoked = certificates.revoke(key, Optional.empty(), ANYBODY);
        if (fresh || !revoked.isEmpty()) {
            record(key, revoked.size());
        }
    }

    private void record(Sha256 key, int revoked) {
        boolean ourOwn = holds(OUR_OWN, key);
        if (ourOwn) {
            LOG.fatalf("the key %s of an authority is proved to be compromised: revoke the authority", key);
        }
        audit.append(AuditEvent.success(
                        ourOwn ? "AUTHORITY_KEY_COMPROMISE_PROVED" : "KEY_COMPROMISE_PROVED",
                        ANYBODY,
                        Map.of("certificatesRevoked", revoked))
                .withSubject(key.hex()));
    }

    private boolean hasRoom() {
        entities.createNativeQuery(LOCK, String.class).getSingleResult();
        return ((Number) entities.createNativeQuery(UNCERTIFIED, Long.class).getSingleResult()).longValue() < most;
    }

    private boolean holds(String question, Sha256 key) {
        return (Boolean) entities.createNativeQuery(question, Boolean.class)
                .setParameter("key", key.hex())
                .getSingleResult();
    }
}
