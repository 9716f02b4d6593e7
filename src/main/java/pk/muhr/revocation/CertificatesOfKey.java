package pk.muhr.revocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;

import pk.muhr.audit.Actor;
import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/**
 * Every certificate of a key that was compromised, revoked in the transaction that says so: one of them is no better than
 * another (BR §4.9.1.1). One that is being signed is among them and is revoked from its birth, and the block on the key
 * lets no further one begin. Authorities are not: two officers revoke them together.
 */
@ApplicationScoped
class CertificatesOfKey {

    private static final String ALL = """
            select i.authority, i.issuer_key, i.serial, i.not_after, o.certificate_sha256
            from intent i left join outcome o on o.intent = i.id
            where i.subject_key = :key and coalesce(o.state, 'ISSUED') = 'ISSUED'
              and not exists (select 1 from authority a where a.spki_sha256 = i.subject_key)
            order by i.opened_at, i.id
            """;

    private static final Map<String, Object> WHY = Map.of("because", "its key was compromised");

    private final EntityManager entities;
    private final StatusEvents events;
    private final RevocationPolicy policy;

    CertificatesOfKey(EntityManager entities, StatusEvents events, RevocationPolicy policy) {
        this.entities = entities;
        this.events = events;
        this.policy = policy;
    }

    /**
     * Revokes for keyCompromise what is not revoked for it yet. The key must be blocked already.
     *
     * @param since when the key was compromised, if that is known
     * @return those whose status this changed
     */
    List<CertificateReference> revoke(Sha256 key, Optional<Instant> since, Actor by) {
        List<CertificateReference> revoked = new ArrayList<>();
        for (Object row : entities.createNativeQuery(ALL, Tuple.class)
                .setParameter("key", key.hex())
                .getResultList()) {
            Tuple tuple = (Tuple) row;
            CertificateReference certificate = certificate(tuple);
            if (policy.isListed(certificate.authority(), tuple.get("not_after", Instant.class))) {
                events.revoke(certificate, RevocationReason.KEY_COMPROMISE, since, by, WHY)
                        .ifPresent(_ -> revoked.add(certificate));
            }
        }
        return revoked;
    }

    private static CertificateReference certificate(Tuple row) {
        return new CertificateReference(
                AuthorityId.of(row.get("authority", String.class)),
                new Sha256(row.get("issuer_key", String.class)),
                SerialNumber.ofHex(row.get("serial", String.class)),
                Optional.ofNullable(row.get("certificate_sha256", String.class)).map(Sha256::new));
    }
}
