package pk.muhr.it;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A certificate as the answer to its request brings it, with the key that the service has never seen.
 *
 * @param id what the service calls it
 * @param chain the authorities above it, issuer first and root last, in PEM
 */
record HeldCertificate(String id, String serial, PrivateKey key, String pem, String chain) {

    static HeldCertificate of(Party.Answer issued, PrivateKey key) {
        JsonNode certificate = issued.json().path("certificate");
        return new HeldCertificate(
                certificate.path("id").asText(),
                certificate.path("serial").asText(),
                key,
                certificate.path("pem").asText(),
                certificate.path("chain").asText());
    }

    /** A client of the program that shows it. */
    Api shownTo(RunningProgram program) {
        return Api.showing(
                program.doors(),
                program.data(),
                key,
                Stream.concat(read(pem).stream(), read(chain).stream()).toList());
    }

    /**
     * What openssl says of it for a purpose, by nothing but what the program publishes: its root, and a list for each
     * step, fetched now.
     */
    Ran judgedBy(OpenSsl openssl, Api published, String purpose) throws IOException {
        Path root = openssl.file("root.pem", published.published("/ca/national-root.pem"));
        List<Path> lists = new ArrayList<>();
        List<X509Certificate> above = read(chain);
        for (int step = 0; step < above.size(); step++) {
            Path one = step == 0 ? file(openssl, pem) : openssl.file("step.der", encoded(above.get(step - 1)));
            lists.add(openssl.file("list-" + step + ".crl", published.published(openssl.listOf(one))));
        }
        return openssl.verifyFor(
                purpose,
                root,
                openssl.file("chain.pem", chain.getBytes(StandardCharsets.US_ASCII)),
                lists,
                file(openssl, pem));
    }

    private static Path file(OpenSsl openssl, String pem) {
        return openssl.file("certificate.pem", pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<X509Certificate> read(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificates: " + pem, e);
        }
    }
}
