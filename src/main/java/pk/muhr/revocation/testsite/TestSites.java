package pk.muhr.revocation.testsite;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.AuthorityId;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Sha256;

/** Which certificates our test web sites have had; the newest of an authority and kind counts. */
@ApplicationScoped
public class TestSites {

    private final EntityManager entities;
    private final IssuedCertificates certificates;
    private final AuditRecords audit;

    TestSites(EntityManager entities, IssuedCertificates certificates, AuditRecords audit) {
        this.entities = entities;
        this.certificates = certificates;
        this.audit = audit;
    }

    /** The certificate of the site; none before its first. */
    @Transactional
    public Optional<Certificate> newest(AuthorityId authority, SiteKind kind) {
        List<?> found = entities.createNativeQuery(
                        "select certificate from test_site where authority = :authority and kind = :kind"
                                + " order by seq desc limit 1",
                        String.class)
                .setParameter("authority", authority.toString())
                .setParameter("kind", kind.label())
                .getResultList();
        return found.stream()
                .findFirst()
                .flatMap(sha256 -> certificates.find(new Sha256((String) sha256)))
                .map(IssuedCertificate::certificate);
    }

    /** Puts a site's next certificate on record. */
    @Transactional
    void register(IssuedCertificate issued, SiteKind kind, Actor by) {
        String sha256 = issued.certificate().fingerprint().hex();
        entities.createNativeQuery("insert into test_site (authority, kind, certificate)"
                        + " values (:authority, :kind, :certificate)")
                .setParameter("authority", issued.authority().toString())
                .setParameter("kind", kind.label())
                .setParameter("certificate", sha256)
                .executeUpdate();
        audit.append(AuditEvent.success("TEST_SITE_RENEWED", by, Map.of("kind", kind.label()))
                .withAuthority(issued.authority().toString())
                .withSubject(sha256));
    }
}
