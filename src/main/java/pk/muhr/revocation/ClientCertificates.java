package pk.muhr.revocation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.identity.CredentialStatus;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.issuance.RevokedAuthorities;
import pk.muhr.policy.CertificateFamily;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.KeyUsage;
import pk.muhr.x509.Sha256;

/**
 * Whether a client certificate says who is calling: the path of RFC 5280 §6.1, from our own record. What is looked at is the
 * certificate on record, found by its hash, and never the one that was sent: nothing that a stranger wrote is read.
 */
@ApplicationScoped
class ClientCertificates implements CredentialStatus {

    private final IssuedCertificates certificates;
    private final Hierarchy hierarchy;
    private final CertificateStatuses statuses;
    private final RevokedAuthorities revoked;
    private final Clock clock;

    ClientCertificates(
            IssuedCertificates certificates,
            Hierarchy hierarchy,
            CertificateStatuses statuses,
            RevokedAuthorities revoked,
            Clock clock) {
        this.certificates = certificates;
        this.hierarchy = hierarchy;
        this.statuses = statuses;
        this.revoked = revoked;
        this.clock = clock;
    }

    @Override
    public Standing of(Sha256 fingerprint) {
        Optional<IssuedCertificate> issued = certificates.find(fingerprint);
        Optional<CertificateAuthority> issuer = issued.flatMap(
                        one -> hierarchy.named(one.authority().toString()))
                .filter(authority -> issued.get()
                        .certificate()
                        .verifiesWith(authority.certificate().key()));
        return issuer.isPresent() ? of(issued.get(), issuer.get()) : new Standing.Refused(Why.NOT_OURS);
    }

    private Standing of(IssuedCertificate issued, CertificateAuthority issuer) {
        Certificate certificate = issued.certificate();
        if (!issuer.definition().family().equals(Optional.of(CertificateFamily.AUTHENTICATION))
                || !certificate.keyPurposes().contains(KeyPurpose.CLIENT_AUTH.oid())
                || !certificate.keyUsage().contains(KeyUsage.DIGITAL_SIGNATURE)) {
            return new Standing.Refused(Why.NOT_FOR_AUTHENTICATION);
        }
        if (issued.person().isEmpty() || issued.body().isEmpty()) {
            return new Standing.Refused(Why.NO_PERSON);
        }
        if (!issuer.chainOf(certificate).stream().allMatch(this::countsNow)) {
            return new Standing.Refused(Why.NOT_IN_TIME);
        }
        return isGood(certificate, issuer.chain())
                ? new Standing.Counts(issued.person().get(), issued.body().get())
                : new Standing.Refused(Why.REVOKED);
    }

    private boolean countsNow(Certificate certificate) {
        Instant now = clock.instant();
        return !now.isBefore(certificate.notBefore()) && !now.isAfter(certificate.notAfter());
    }

    private boolean isGood(Certificate certificate, List<Certificate> chain) {
        return statuses.of(chain.getFirst().key().fingerprint(), certificate.serial()) instanceof CertificateStatus.Good
                && !revoked.contains(chain);
    }
}
