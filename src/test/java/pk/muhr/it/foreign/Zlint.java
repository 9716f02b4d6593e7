package pk.muhr.it.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import pk.muhr.it.Ran;

/** The linter of the zmap project: what it finds wrong with a certificate or a CRL. */
final class Zlint {

    /** {@code info} is advice for those who look at many certificates; {@code pass}, {@code NA} and {@code NE} are silence. */
    private static final Set<String> BAD = Set.of("warn", "error", "fatal");

    private static final int FEWEST_CERTIFICATE_LINTS = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What we mean to do otherwise than zlint would like.
     *
     * @param subject a profile or the name of an authority
     * @param reason with the source that permits or asks for it
     */
    record Exception(String subject, String lint, String reason) {}

    private static final String NO_KEY_IDENTIFIER =
            "not recommended in TLS server certificates (BR §7.1.2.7.6); zlint's source is RFC 5280 §4.2.1.2, a SHOULD";

    static final List<Exception> EXCEPTIONS = List.of(
            new Exception("tls-server", "w_ext_subject_key_identifier_missing_sub_cert", NO_KEY_IDENTIFIER),
            new Exception("tls-server-brief", "w_ext_subject_key_identifier_missing_sub_cert", NO_KEY_IDENTIFIER),
            new Exception(
                    "gov-email",
                    "e_commonname_mailbox_validated",
                    "a rule about subscribers (S/MIME BR §7.1.4.2.2); zlint 3.6 applies it to an authority that may"
                            + " issue mailbox-validated certificates (§7.1.6.3), whose name is its own (§7.1.4.3)"));

    /** What a lint found, in zlint's words. */
    record Finding(String lint, String result, String details) {}

    private Zlint() {}

    /** All it finds wrong, the exceptions included. */
    static List<Finding> everything(Path pem) {
        Ran ran = Ran.toItsEnd(new ProcessBuilder(ForeignTools.zlint().toString(), "-format", "pem", pem.toString()));
        try {
            JsonNode lints = JSON.readTree(ran.successfully());
            boolean certificate = Files.readString(pem).contains("BEGIN CERTIFICATE");
            if (lints.isEmpty() || certificate && lints.size() < FEWEST_CERTIFICATE_LINTS) {
                throw new AssertionError("zlint runs " + lints.size() + " lints only");
            }
            List<Finding> findings = new ArrayList<>();
            for (Map.Entry<String, JsonNode> lint : lints.properties()) {
                String result = lint.getValue().path("result").asText();
                if (BAD.contains(result)) {
                    findings.add(new Finding(
                            lint.getKey(),
                            result,
                            lint.getValue().path("details").asText()));
                }
            }
            return findings;
        } catch (IOException e) {
            throw new UncheckedIOException("zlint answers no JSON: " + ran.said(), e);
        }
    }

    /** What it finds wrong with something of this profile or authority, without what is an exception for it. */
    static List<Finding> findings(String subject, Path pem) {
        return everything(pem).stream()
                .filter(finding -> EXCEPTIONS.stream()
                        .noneMatch(exception -> exception.subject().equals(subject)
                                && exception.lint().equals(finding.lint())))
                .toList();
    }

    /** The same for a certificate that lies in no file yet. */
    static List<Finding> findings(String subject, X509Certificate certificate, Path file) {
        try {
            return findings(subject, Files.writeString(file, Held.pem(List.of(certificate))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As one judge among the others. */
    record OfCertificate() implements Judge {
        @Override
        public String program() {
            return "zlint";
        }

        @Override
        public Verdict judge(Held held) {
            List<Finding> findings = findings(held.kind().profile(), held.certificateFile());
            return says(held, findings.isEmpty(), findings.toString());
        }
    }
}
