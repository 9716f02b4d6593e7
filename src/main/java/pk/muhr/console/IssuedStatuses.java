package pk.muhr.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** The statuses of certificates that a page shows: one question to the store for each authority among them. */
@ApplicationScoped
public class IssuedStatuses {

    private final CertificateStatuses statuses;
    private final Hierarchy hierarchy;

    IssuedStatuses(CertificateStatuses statuses, Hierarchy hierarchy) {
        this.statuses = statuses;
        this.hierarchy = hierarchy;
    }

    /** Of one certificate. */
    public CertificateStatus of(IssuedCertificate issued) {
        return statuses.of(issuerKey(issued), issued.certificate().serial());
    }

    /** Of each of these, by its fingerprint. */
    public Map<Sha256, CertificateStatus> of(List<IssuedCertificate> certificates) {
        Map<Sha256, CertificateStatus> known = new HashMap<>();
        certificates.stream().collect(Collectors.groupingBy(this::issuerKey)).forEach((key, same) -> {
            Map<SerialNumber, CertificateStatus> found = statuses.of(
                    key,
                    same.stream().map(issued -> issued.certificate().serial()).toList());
            same.forEach(issued -> known.put(
                    issued.certificate().fingerprint(),
                    found.get(issued.certificate().serial())));
        });
        return known;
    }

    /** Who signed it. */
    public CertificateAuthority authority(IssuedCertificate issued) {
        return hierarchy.named(issued.authority().toString()).orElseThrow();
    }

    private Sha256 issuerKey(IssuedCertificate issued) {
        return authority(issued).certificate().key().fingerprint();
    }
}
