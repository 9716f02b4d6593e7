package pk.muhr.validation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SelfSignedCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real web servers on 127.0.0.1, which is allowed here, and 127.0.0.2, which is not. */
class WebFilesTest {

    private static final String HOST = "dept.gov.pk";

    /** Its RSA key takes a while to make. */
    private static final SelfSignedCertificate CERTIFICATE = SelfSignedCertificate.create("another.example");

    @TempDir
    private Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private TestDns dns;
    private HttpServer server;
    private HttpServer secure;
    private WebFiles files;

    @BeforeEach
    void start() {
        dns = new TestDns(directory);
        dns.zone(
                HOST,
                "@ A 127.0.0.1",
                "www A 127.0.0.1",
                "inside A 127.0.0.2",
                "both A 127.0.0.1",
                "both A 10.0.0.1",
                "mapped AAAA ::ffff:127.0.0.1",
                "loop CNAME loop2",
                "loop2 CNAME loop");
        server = listen(new HttpServerOptions());
        secure = listen(new HttpServerOptions().setSsl(true).setKeyCertOptions(CERTIFICATE.keyCertOptions()));
        files = files("development", Optional.of(List.of("127.0.0.1/32")));
    }

    private HttpServer listen(HttpServerOptions options) {
        return vertx.createHttpServer(options.setHost("0.0.0.0").setPort(0))
                .requestHandler(this::answer)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        dns.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpServerRequest request) {
        asked.incrementAndGet();
        HttpServerResponse response = request.response();
        switch (request.path()) {
            case "/file" -> response.end("content of " + request.authority() + " " + request.getHeader("Cookie"));
            case "/to" ->
                response.setStatusCode(Integer.parseInt(request.getParam("status", "302")))
                        .putHeader("Set-Cookie", "a=b")
                        .putHeader("Location", request.getParam("where"))
                        .end();
            case "/again" -> {
                int left = Integer.parseInt(request.getParam("n"));
                response.setStatusCode(302)
                        .putHeader("Location", left == 1 ? "/file" : "/again?n=" + (left - 1))
                        .end();
            }
            case "/endless" -> {
                response.setChunked(true);
                vertx.setPeriodic(1, timer -> {
                    if (response.closed()) {
                        vertx.cancelTimer(timer);
                    } else {
                        response.write("x".repeat(1000));
                    }
                });
            }
            case "/large" -> response.end("x".repeat(16 * 1024 + 1));
            case "/largest" -> response.end("x".repeat(16 * 1024));
            case "/silent" -> {}
            default -> response.setStatusCode(404).end();
        }
    }

    @Test
    void readsAFile() throws FetchFailed {
        assertThat(get("http://dept.gov.pk/file")).startsWith("content of dept.gov.pk");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void followsARedirectWithoutCookies(int status) throws FetchFailed {
        assertThat(redirected("http://www.dept.gov.pk/file", status))
                .startsWith("content of www.dept.gov.pk")
                .endsWith("null");
    }

    @Test
    void followsARedirectToHttpsWhoeverCertifiedIt() throws FetchFailed {
        assertThat(redirected("https://www.dept.gov.pk/file", 302)).startsWith("content of www.dept.gov.pk");
    }

    @Test
    void followsTenRedirectsAndNoMore() throws FetchFailed {
        assertThat(get("http://dept.gov.pk/again?n=10")).startsWith("content");
        assertThatThrownBy(() -> get("http://dept.gov.pk/again?n=11"))
                .isInstanceOf(FetchFailed.class)
                .hasMessageContaining("more than 10");
    }

    @ParameterizedTest
    @ValueSource(ints = {303, 300})
    void followsNoOtherRedirect(int status) {
        assertThatThrownBy(() -> redirected("http://www.dept.gov.pk/file", status))
                .hasMessageContaining("status " + status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/file",
                "http://127.1/file",
                "http://2130706433/file",
                "http://0177.0.0.1/file",
                "http://0x7f.0.0.1/file",
                "http://0x7f000001/file",
                "http://[::1]/file",
                "http://[::ffff:127.0.0.1]/file",
                "http://localhost/file",
                "http://server.internal/file",
                "http://user@dept.gov.pk/file",
                "http://dept.gov.pk:22/file",
                "http://dept.gov.pk:8080/file",
                "http://inside.dept.gov.pk/file",
                "http://both.dept.gov.pk/file",
                "http://mapped.dept.gov.pk/file",
                "http://loop.dept.gov.pk/file",
                "http://nobody.dept.gov.pk/file",
                "http://*.dept.gov.pk/file",
                "file:///etc/passwd",
                "gopher://dept.gov.pk/file",
                "//[",
                "mailto:a@dept.gov.pk"
            })
    void isLedNowhereElse(String where) {
        int before = asked.get();
        assertThatThrownBy(() -> redirected(where, 302)).isInstanceOf(FetchFailed.class);
        assertThat(asked.get() - before).as("requests").isEqualTo(1);
        if (where.matches("[a-z]+:.*")) {
            assertThatThrownBy(() -> get(where)).isInstanceOf(FetchFailed.class);
            assertThat(asked.get() - before).as("requests").isEqualTo(1);
        }
    }

    @Test
    void goesToNoOtherPort() {
        HttpServer other = listen(new HttpServerOptions());
        String where = "http://dept.gov.pk:" + other.actualPort() + "/file";
        assertThatThrownBy(() -> get(where)).isInstanceOf(FetchFailed.class).hasMessageContaining("port");
        assertThatThrownBy(() -> redirected(where, 302)).hasMessageContaining("port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/endless", "/large"})
    void readsNoMoreThan16KiB(String path) {
        assertThatThrownBy(() -> get("http://dept.gov.pk" + path))
                .isInstanceOf(FetchFailed.class)
                .hasMessageContaining("longer than 16384 bytes");
    }

    @Test
    void reads16KiB() throws FetchFailed {
        assertThat(get("http://dept.gov.pk/largest")).hasSize(16 * 1024);
    }

    @Test
    void waitsTenSecondsInAll() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> get("http://dept.gov.pk/silent"))
                .isInstanceOf(FetchFailed.class)
                .hasMessageContaining("within 10 seconds");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(15));
    }

    @Test
    void goesNowhereButToThePublicInternetInProduction() {
        assertThatThrownBy(() -> files("production", Optional.of(List.of("127.0.0.1/32")))
                        .requirePublicInternet(new StartupEvent()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("muhr.validation.allow");
        assertThatThrownBy(() -> files("production", Optional.empty()).requirePublicInternet(new StartupEvent()))
                .hasMessageContaining("http-port");
        files("development", Optional.of(List.of("127.0.0.1/32"))).requirePublicInternet(new StartupEvent());
    }

    private String redirected(String where, int status) throws FetchFailed {
        return get("http://dept.gov.pk/to?status=" + status + "&where="
                + URLEncoder.encode(where, StandardCharsets.UTF_8));
    }

    private String get(String address) throws FetchFailed {
        return files.get(URI.create(address));
    }

    private WebFiles files(String mode, Optional<List<String>> allowed) {
        return new WebFiles(
                dns.names(),
                vertx,
                new NetworkConfiguration() {
                    @Override
                    public Optional<List<String>> allow() {
                        return allowed;
                    }

                    @Override
                    public int httpPort() {
                        return server.actualPort();
                    }

                    @Override
                    public int httpsPort() {
                        return secure.actualPort();
                    }
                },
                mode);
    }
}
