package pk.muhr.enrolment.rest;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.enrolment.Enrolment;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.x509.Certificate;

/** What a client receives about a request. */
record EnrolmentDocument(
        UUID id, String state, String profile, String body, Instant submittedAt, CertificateDocument certificate) {

    /**
     * A certificate: {@code id} is its SHA-256, {@code chain} the issuer's PEM first and the root's last, {@code policy}
     * the SHA-256 of the bundle of policies it was issued under.
     */
    record CertificateDocument(String id, String serial, Instant notAfter, String policy, String pem, String chain) {

        static CertificateDocument of(IssuedCertificate issued, CertificateAuthority authority) {
            Certificate certificate = issued.certificate();
            return new CertificateDocument(
                    certificate.fingerprint().hex(),
                    certificate.serial().hex(),
                    certificate.notAfter(),
                    issued.policy().hex(),
                    certificate.pem(),
                    Certificate.pem(authority.chain()));
        }
    }

    static EnrolmentDocument of(Enrolment enrolment, Optional<CertificateDocument> certificate) {
        return new EnrolmentDocument(
                enrolment.id(),
                enrolment.state(),
                enrolment.profile().value(),
                enrolment.body().value(),
                enrolment.submittedAt(),
                certificate.orElse(null));
    }
}
