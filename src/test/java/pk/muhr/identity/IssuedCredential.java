package pk.muhr.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.enrolment.Csrs;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Pem;

/** A certificate that the service issued, with its key, as a client keeps them. */
public record IssuedCredential(PrivateKey key, Certificate certificate) {

    /** The one that Ayesha Khan of {@code nitb} logs on with; her token asks for it. */
    public static IssuedCredential ofAyesha() {
        return ofPerson("nitb", "Ayesha", "Khan", "35202-1234567-2");
    }

    /** The one that Bilal Ahmed of {@code nitb} logs on with. */
    public static IssuedCredential ofBilal() {
        return ofPerson("nitb", "Bilal", "Ahmed", "61101-9876543-3");
    }

    private static IssuedCredential ofPerson(String body, String givenName, String surname, String cnic) {
        String account = (givenName + "." + surname).toLowerCase(java.util.Locale.ROOT);
        return issued(
                body,
                account,
                "authentication-person",
                Map.of(
                        "givenName", givenName,
                        "surname", surname,
                        "cnic", cnic,
                        "subjectAltName", Map.of("upn", List.of(account + "@" + body + ".example.gov.pk"))));
    }

    /** One of any profile, for whoever asks. */
    static IssuedCredential issued(String body, String account, String profile, Map<String, Object> names) {
        Csrs csr = Csrs.p256();
        Response answer = Api.bearer(TestInstallation.token(new BodyId(body), account))
                .contentType(ContentType.JSON)
                .body(Map.of("profile", profile, "csr", csr.pem(), "names", names))
                .post("/api/v1/requests");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return new IssuedCredential(
                csr.privateKey(),
                Certificate.of(Pem.parse(answer.path("certificate.pem")).content()));
    }

    /** A connection that shows it. */
    public TlsConnection connect() throws IOException {
        return TlsConnection.of(key, shown(certificate));
    }

    static X509Certificate shown(Certificate certificate) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(certificate.der().bytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
