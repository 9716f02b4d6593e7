package pk.muhr.evidence.export;

import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import pk.muhr.x509.Certificate;

/** Checks the certificates of an archive, each with the record that it was issued and with its issuer's key. */
final class CertificatesCheck {

    private final LineInput lines;
    private final Map<String, Certificate> authorities;
    private long certificates;

    /**
     * In the order of the records.
     *
     * @param authorities by qualified name
     */
    CertificatesCheck(LineInput lines, Map<String, Certificate> authorities) {
        this.lines = lines;
        this.authorities = authorities;
    }

    /** Reads a certificate that is in this place. */
    static Certificate certificate(String where, Supplier<Certificate> reading) {
        try {
            return reading.get();
        } catch (RuntimeException e) {
            throw new Disproved(where, "this is not a certificate.");
        }
    }

    /** Checks that the certificate is there, where the record says that one was issued. */
    void check(ExportLine record) throws IOException {
        if (!record.line().event().equals(AuditExport.ISSUED) || record.record().isClosed()) {
            return;
        }
        String issued = "record " + record.line().seq() + " says that "
                + record.text("subject").orElse("something without a name") + " was issued, and ";
        if (!lines.next()) {
            throw new Disproved(lines.where(), issued + "it is missing.");
        }
        CertificateLine line = ExportVerifier.json(lines, CertificateLine.class);
        Certificate certificate = certificate(lines.where(), line::certificate);
        if (!line.sha256().equals(certificate.fingerprint().hex())) {
            throw new Disproved(lines.where(), "the certificate has another SHA-256 than the line says.");
        }
        if (!record.says("subject", line.sha256())) {
            throw new Disproved(lines.where(), issued + "another one is in its place.");
        }
        if (!record.says("details.serial", certificate.serial().hex())) {
            throw new Disproved(lines.where(), issued + "with another serial number.");
        }
        verify(record.line().authority(), certificate);
        certificates++;
    }

    private void verify(String authority, Certificate certificate) {
        Certificate issuer = authorities.get(authority);
        if (issuer == null) {
            throw new Disproved(lines.where(), "the certificate of its issuer, " + authority + ", is missing.");
        }
        if (!certificate.verifiesWith(issuer.key())) {
            throw new Disproved(lines.where(), "the signature of the certificate is not its issuer's.");
        }
    }

    /** Checks that there are no others. */
    void end() throws IOException {
        if (lines.next()) {
            throw new Disproved(lines.where(), "no record says that this certificate was issued.");
        }
    }

    /** How many there were. */
    long certificates() {
        return certificates;
    }

    /** What was found, for people. */
    Stream<String> sentences() {
        String roots = authorities.entrySet().stream()
                .filter(each -> isRoot(each.getValue()))
                .map(each -> each.getKey() + " with SHA-256 "
                        + each.getValue().fingerprint().hex())
                .collect(Collectors.joining(", "));
        return Stream.of(
                ("%d certificates are those that records say were issued; they and %d authorities have their"
                                + " issuer's signature.")
                        .formatted(certificates, authorities.size()),
                "compare the roots: " + roots + ".");
    }

    private static boolean isRoot(Certificate authority) {
        return authority.subject().equals(authority.issuer());
    }
}
