package pk.muhr;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.config.SSLConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.apache.http.conn.ssl.SSLSocketFactory;
import org.eclipse.microprofile.config.ConfigProvider;

import pk.muhr.enrolment.Csrs;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Role;

/** The API of the test installation over TLS, as a caller sees it. */
@SuppressWarnings("deprecation") // REST Assured takes no other socket factory
public final class Api {

    private static final RestAssuredConfig CONFIG = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false))
            .sslConfig(SSLConfig.sslConfig().sslSocketFactory(trusting()));

    private Api() {}

    /** One for all requests, so that each goes on with the session of the one before and no handshake signs anything. */
    private static SSLSocketFactory trusting() {
        try {
            return new SSLSocketFactory((chain, type) -> true, SSLSocketFactory.ALLOW_ALL_HOSTNAME_VERIFIER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a client has that believes the installation's TLS and nobody else's. */
    static SSLContext tls() throws IOException, GeneralSecurityException {
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        try (InputStream root = Files.newInputStream(TestInstallation.httpsRoot())) {
            roots.setCertificateEntry(
                    "https", CertificateFactory.getInstance("X.509").generateCertificate(root));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(roots);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, managers.getTrustManagers(), null);
        return tls;
    }

    /** Without a credential. */
    public static RequestSpecification anonymous() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class);
        return RestAssured.given().config(CONFIG).baseUri("https://localhost").port(port);
    }

    /** With this token. */
    public static RequestSpecification bearer(String token) {
        return anonymous().header("Authorization", "Bearer " + token);
    }

    /** As a person who holds this office. */
    public static RequestSpecification officer(Role role) {
        return bearer(TestInstallation.token(role, Optional.empty(), "test-" + role.label()));
    }

    /** As a person who asks for this body. */
    public static RequestSpecification subscriber(String body) {
        return bearer(TestInstallation.token(new BodyId(body), "test-subscriber-" + body));
    }

    /** Asks for the certificate of this body's web server, with a new key. */
    public static Response askForHost(String body) {
        String csr = Csrs.p256().dns("www." + body + ".example.gov.pk").pem();
        return subscriber(body)
                .contentType(ContentType.JSON)
                .body(Map.of("profile", "tls-server", "csr", csr))
                .post("/api/v1/requests");
    }

    /** The line of the policy files that a problem says decided. */
    public static String policyLine(Response problem) {
        String[] place = problem.path("policy").toString().split(":");
        try {
            return Files.readAllLines(Path.of(place[0])).get(Integer.parseInt(place[1]) - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
