package pk.muhr.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import pk.muhr.TestInstallation;
import pk.muhr.audit.AuditRecord;
import pk.muhr.audit.AuditRecords;

/** Bodies that are too long, over both versions of HTTP: the caller gets an answer and HTTP/2 keeps its connection. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class LongBodyResourceTest {

    private static final int SOFT = 600_000;
    private static final int HARD = 2 * 1024 * 1024;

    @TestHTTPResource(value = "/", tls = true)
    URI https;

    @Inject
    AuditRecords audit;

    @Inject
    FailingObserver observer;

    private HttpClient client;

    @BeforeEach
    void connect() throws Exception {
        client = HttpClient.newBuilder().sslContext(trusting()).build();
    }

    @AfterEach
    void disconnect() {
        client.shutdownNow();
        client.close();
    }

    @ParameterizedTest
    @CsvSource({"HTTP_2, 600000", "HTTP_2, 2097152", "HTTP_1_1, 600000"})
    void answersWithAProblem(HttpClient.Version version, int size) throws Exception {
        HttpResponse<String> answer = post(version, "probe/orders", body(size));
        assertThat(answer.version()).isEqualTo(version);
        assertTooLong(answer, size + " bytes");
        assertThat(answer.headers().firstValue("connection").isPresent())
                .isEqualTo(version == HttpClient.Version.HTTP_1_1);
    }

    @Test
    void answersWhereNoLengthIsAnnounced() throws Exception {
        byte[] order = ("{\"count\":1" + " ".repeat(SOFT) + "}").getBytes(StandardCharsets.US_ASCII);
        BodyPublisher unannounced = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(order));
        for (HttpClient.Version version : List.of(HttpClient.Version.HTTP_2, HttpClient.Version.HTTP_1_1)) {
            assertTooLong(post(version, "probe/orders", unannounced), "more than 524288 bytes");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "600000, en, That is too large",
        "2097152, en, That is too large",
        "600000, ur, یہ بہت بڑا ہے",
        "2097152, ur, یہ بہت بڑا ہے"
    })
    void saysToPeopleWhatToDo(int size, String language, String title) throws Exception {
        HttpRequest.Builder form = HttpRequest.newBuilder(https.resolve("check"))
                .version(HttpClient.Version.HTTP_2)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "multipart/form-data; boundary=x")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Cookie", "muhr-language=" + language)
                .POST(body(size));
        HttpResponse<String> page = client.send(
                form.header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                        .build(),
                BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(413);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("Content-Security-Policy")).contains(PageHeaders.CONTENT_SECURITY);
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.body()).contains("<h1>" + title + "</h1>", "href=\"/check\"", ".p7b");
    }

    @Test
    void keepsTheHttp2ConnectionForOthers() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertTooLong(post(HttpClient.Version.HTTP_2, "probe/orders", body(SOFT)), SOFT + " bytes");
            assertTooLong(post(HttpClient.Version.HTTP_2, "probe/orders", body(HARD)), HARD + " bytes");
        }
        HttpResponse<String> answer = post(HttpClient.Version.HTTP_2, "probe/orders", body("{\"count\":1}"));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void recordsOneThatIsRefusedBeforeAResourceIsLookedFor() throws Exception {
        HttpResponse<String> answer = post(HttpClient.Version.HTTP_2, "api/v1/requests", body(HARD));
        assertTooLong(answer, HARD + " bytes");
        String id = JsonPath.from(answer.body()).getString("id");
        AuditRecord record = audit.newest(20).stream()
                .filter(one -> id.equals(one.event().details().get("problem")))
                .findFirst()
                .orElseThrow();
        assertThat(record.event().event()).isEqualTo("REQUEST_REFUSED");
        assertThat(record.event().actor().id()).isEqualTo("anonymous");
        assertThat(record.event().details())
                .containsEntry("rule", "body-too-long")
                .containsEntry("status", 413)
                .containsEntry("method", "POST")
                .containsEntry("path", "/api/v1/*")
                .containsEntry("value", HARD + " bytes");
    }

    @Test
    void failsWhereTheRefusalCannotBeRecorded() throws Exception {
        observer.fail(true);
        HttpResponse<String> answer;
        try {
            answer = post(HttpClient.Version.HTTP_2, "api/v1/requests", body(HARD));
        } finally {
            observer.fail(false);
        }
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    }

    @Test
    void answersALongOcspRequestInItsOwnWords() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(https.resolve("ocsp"))
                .version(HttpClient.Version.HTTP_2)
                .timeout(Duration.ofSeconds(20))
                .POST(body(HARD))
                .build();
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.body()).isEqualTo(new byte[] {0x30, 3, 0x0a, 1, 1});
    }

    private static void assertTooLong(HttpResponse<String> answer, String value) {
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonPath problem = JsonPath.from(answer.body());
        assertThat(problem.getString("rule")).isEqualTo("body-too-long");
        assertThat(problem.getString("value")).isEqualTo(value);
        assertThat(problem.getString("fix")).isNotBlank();
    }

    private HttpResponse<String> post(HttpClient.Version version, String path, BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(https.resolve(path))
                .version(version)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static BodyPublisher body(int size) {
        return BodyPublishers.ofByteArray(new byte[size]);
    }

    private static BodyPublisher body(String text) {
        return BodyPublishers.ofString(text);
    }

    /** Trusts the installation's own root, so that the name is checked too. */
    private static SSLContext trusting() throws Exception {
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        List<Certificate> found;
        try (var pem = Files.newInputStream(TestInstallation.httpsRoot())) {
            found = new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(pem));
        }
        for (Certificate root : found) {
            roots.setCertificateEntry("root-" + roots.size(), root);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
