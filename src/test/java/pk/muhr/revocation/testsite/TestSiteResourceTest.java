package pk.muhr.revocation.testsite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.ServerKeys;
import pk.muhr.command.development.Ports;
import pk.muhr.policy.ProfileId;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.revocation.CertificateStatuses;

/** The test web sites, tried by openssl. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class TestSiteResourceTest {

    @Inject
    TestSiteRenewal renewal;

    @Inject
    ServerKeys keys;

    @Inject
    Hierarchy hierarchy;

    @Inject
    CertificateStatuses statuses;

    @Inject
    TestSiteConfiguration configured;

    @Inject
    Vertx vertx;

    @TempDir
    Path directory;

    private int port;
    private TestSiteListener listener;

    @BeforeEach
    void serve() {
        renewal.look();
        port = new Ports(new java.security.SecureRandom()).free();
        listener = listener(port);
        listener.serve(renewal.all());
    }

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void listsOneOfEachKindWithTheStatusOfItsName() {
        List<Map<String, Object>> sites =
                Api.anonymous().get("/api/v1/test-sites").jsonPath().getList("$");
        assertThat(sites)
                .extracting(site -> site.get("name"))
                .containsExactly(
                        "valid.gov-tls.sites.nitb.example.gov.pk",
                        "revoked.gov-tls.sites.nitb.example.gov.pk",
                        "expired.gov-tls.sites.nitb.example.gov.pk");
        assertThat(sites).extracting(site -> site.get("state")).containsExactly("valid", "revoked", "not-yet");
        CertificateAuthority authority = hierarchy.named("gov-tls").orElseThrow();
        assertThat(renewal.all()).allSatisfy(site -> assertThat(
                        statuses.of(
                                        authority.certificate().key().fingerprint(),
                                        site.certificate().serial())
                                instanceof CertificateStatus.Revoked)
                .isEqualTo(site.kind() == SiteKind.REVOKED));
    }

    @Test
    void letsOneExpireWithinTwoDaysAndThenSaysSo() {
        TestSite expired = site(SiteKind.EXPIRED);
        Instant later = Instant.now().plus(Duration.ofDays(2));
        assertThat(TestSiteResource.document(expired, later).state()).isEqualTo("expired");
        assertThat(expired.certificate().notBefore()).isAfter(Instant.now().minus(Duration.ofMinutes(30)));
    }

    @Test
    void makesNoOtherWhileTheseWillDo() {
        List<TestSite> before = renewal.all();
        renewal.look();
        assertThat(renewal.all()).isEqualTo(before);
    }

    @Test
    void makesAnotherWhenTheKeyIsLost() throws IOException {
        TestSite before = site(SiteKind.VALID);
        Files.delete(keys.find(
                        configured.directory().orElseThrow(),
                        before.certificate().key())
                .orElseThrow());
        renewal.look();
        assertThat(site(SiteKind.VALID).certificate()).isNotEqualTo(before.certificate());
    }

    @Test
    void keepsItsKeysToItself() throws IOException {
        try (Stream<Path> files = Files.list(configured.directory().orElseThrow())) {
            assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void servesEachByItsName() throws Exception {
        Path root = directory.resolve("root.pem");
        Files.writeString(
                root,
                hierarchy.named("national-root").orElseThrow().certificate().pem());
        for (TestSite site : renewal.all()) {
            assertThat(tried(site.name(), root))
                    .as(site.name())
                    .contains("Verify return code: 0 (ok)")
                    .contains(site.certificate().serial().hex().toUpperCase(java.util.Locale.ROOT));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"quarkus.http.port", "quarkus.http.ssl-port", "quarkus.management.port"})
    void aPortOfTheServiceItselfIsRefused(String key) {
        int taken = ConfigProvider.getConfig().getValue(key, Integer.class);
        assertThatThrownBy(() -> listener(taken).requirePortOfItsOwn(null))
                .hasMessageContaining(key)
                .hasMessageContaining("a port of their own");
        listener(port).requirePortOfItsOwn(null);
    }

    private TestSiteListener listener(int number) {
        return new TestSiteListener(vertx, keys, new Here(configured.directory(), number), ConfigProvider.getConfig());
    }

    @Test
    void givesTheChainOfOne() {
        String pem = Api.anonymous()
                .get("/api/v1/test-sites/" + site(SiteKind.VALID).name() + ".pem")
                .asString();
        assertThat(pem).isEqualTo(site(SiteKind.VALID).chain());
        assertThat(pem.split("-----BEGIN CERTIFICATE-----")).hasSize(4);
        assertThat(Api.anonymous().get("/api/v1/test-sites/nobody.pem").statusCode())
                .isEqualTo(404);
    }

    private TestSite site(SiteKind kind) {
        return renewal.all().stream()
                .filter(site -> site.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private String tried(String name, Path root) throws Exception {
        Path said = directory.resolve(name);
        Process openssl = new ProcessBuilder(
                        "sh",
                        "-c",
                        "openssl s_client -connect 127.0.0.1:%d -servername %s -verify_hostname %s -CAfile %s </dev/null | tee %s.all | openssl x509 -noout -serial; cat %s.all"
                                .formatted(port, name, name, root, said, said))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(openssl.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return Files.readString(said, StandardCharsets.ISO_8859_1);
    }

    /** As configured, but served. */
    private record Here(Optional<Path> directory, int number) implements TestSiteConfiguration {

        @Override
        public Optional<String> body() {
            return Optional.empty();
        }

        @Override
        public Optional<String> domain() {
            return Optional.empty();
        }

        @Override
        public OptionalInt port() {
            return OptionalInt.of(number);
        }

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public String every() {
            return "off";
        }

        @Override
        public ProfileId profile() {
            return new ProfileId("tls-server");
        }

        @Override
        public ProfileId expiring() {
            return new ProfileId("tls-server-brief");
        }
    }
}
