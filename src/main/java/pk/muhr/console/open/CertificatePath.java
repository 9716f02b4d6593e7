package pk.muhr.console.open;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.x509.Certificate;

/** The way from our root down to a certificate (RFC 5280 §6.1), as far as it can be gone with what stands on record. */
@ApplicationScoped
class CertificatePath {

    private final Hierarchy hierarchy;
    private final CertificateStatuses statuses;

    CertificatePath(Hierarchy hierarchy, CertificateStatuses statuses) {
        this.hierarchy = hierarchy;
        this.statuses = statuses;
    }

    /** Who signed it among our authorities; a root signed itself. */
    Optional<CertificateAuthority> issuer(Certificate certificate) {
        return hierarchy.authorities().stream()
                .filter(authority -> isNamedBy(certificate, authority)
                        && certificate.verifiesWith(authority.certificate().key()))
                .findFirst();
    }

    /** Whether it says that one of ours signed it. */
    boolean isClaimed(Certificate certificate) {
        return hierarchy.authorities().stream().anyMatch(authority -> isNamedBy(certificate, authority));
    }

    /** Whether it is the certificate of one of our authorities. */
    boolean isAuthority(Certificate certificate) {
        return hierarchy.authorities().stream()
                .anyMatch(authority -> authority.certificate().equals(certificate));
    }

    private static boolean isNamedBy(Certificate certificate, CertificateAuthority authority) {
        return certificate.issuer().equals(authority.certificate().subject());
    }

    /**
     * Each step with what is known of it, the root first.
     *
     * @param title of the last step; empty where that is not told
     * @param at when each must have been in its time
     */
    List<PathStep> steps(Certificate certificate, CertificateAuthority issuer, Optional<String> title, Instant at) {
        List<PathStep> steps = new ArrayList<>();
        List<Certificate> chain =
                issuer.certificate().equals(certificate) ? issuer.chain() : issuer.chainOf(certificate);
        for (int place = chain.size() - 1; place >= 0; place--) {
            Certificate each = chain.get(place);
            boolean root = place == chain.size() - 1;
            Certificate above = root ? each : chain.get(place + 1);
            steps.add(new PathStep(
                    each,
                    place == 0
                            ? title
                            : Optional.of(
                                    pk.muhr.console.CertificateFacts.of(each).title()),
                    each.verifiesWith(above.key()),
                    !at.isBefore(each.notBefore()) && !at.isAfter(each.notAfter()),
                    root ? Optional.empty() : Optional.of(status(above, each))));
        }
        return steps;
    }

    private CertificateStatus status(Certificate issuer, Certificate certificate) {
        return statuses.of(issuer.key().fingerprint(), certificate.serial());
    }
}
