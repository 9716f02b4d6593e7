package pk.muhr.evidence.export;

import java.util.Base64;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;

/**
 * A certificate in an archive: one line of JSON.
 *
 * @param sha256 as the record that it was issued has it
 * @param der in Base64
 */
record CertificateLine(String sha256, String der) {

    static CertificateLine of(Certificate certificate) {
        return new CertificateLine(
                certificate.fingerprint().hex(),
                Base64.getEncoder().encodeToString(certificate.der().bytes()));
    }

    /**
     * The certificate itself.
     *
     * @throws RuntimeException when it is none
     */
    Certificate certificate() {
        return Certificate.of(Der.of(Base64.getDecoder().decode(der)));
    }
}
