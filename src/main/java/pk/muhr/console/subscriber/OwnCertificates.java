package pk.muhr.console.subscriber;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.console.IssuedStatuses;
import pk.muhr.identity.BodyId;
import pk.muhr.issuance.CertificateQuery;
import pk.muhr.issuance.CertificateSearch;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.problem.ProblemException;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.x509.Sha256;

/** The certificates of one body with their statuses. The body is part of every question (invariant I6). */
@ApplicationScoped
class OwnCertificates {

    private final CertificateSearch search;
    private final IssuedCertificates certificates;
    private final IssuedStatuses statuses;
    private final Clock clock;

    OwnCertificates(CertificateSearch search, IssuedCertificates certificates, IssuedStatuses statuses, Clock clock) {
        this.search = search;
        this.certificates = certificates;
        this.statuses = statuses;
        this.clock = clock;
    }

    /** At most so many, newest first. */
    List<OwnCertificate> find(CertificateQuery query, BodyId body, int count) {
        List<IssuedCertificate> found = search.find(query, Optional.of(body), count);
        Map<Sha256, CertificateStatus> known = statuses.of(found);
        Instant now = clock.instant();
        return found.stream()
                .map(issued -> shown(issued, known.get(issued.certificate().fingerprint()), now))
                .toList();
    }

    /**
     * One of them.
     *
     * @throws ProblemException when the body has no such certificate
     */
    OwnCertificate require(String id, BodyId body) {
        IssuedCertificate issued = hash(id).flatMap(hash -> certificates.find(hash, body))
                .filter(found -> found.request().isPresent())
                .orElseThrow(() -> IssuedCertificates.unknown(id));
        return shown(issued, statuses.of(issued), clock.instant());
    }

    /** Who signed it. */
    CertificateAuthority authority(IssuedCertificate issued) {
        return statuses.authority(issued);
    }

    private static OwnCertificate shown(IssuedCertificate issued, CertificateStatus status, Instant now) {
        return OwnCertificate.of(issued, StatusWords.of(status, issued.certificate(), now), now);
    }

    static Optional<Sha256> hash(String text) {
        try {
            return Optional.of(new Sha256(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
