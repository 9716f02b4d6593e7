package pk.muhr.revocation.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.ListParts;
import pk.muhr.identity.Role;
import pk.muhr.policy.ProfileId;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.revocation.ReplicaLock;
import pk.muhr.revocation.TestCertificates;
import pk.muhr.revocation.crl.CrlPublication;
import pk.muhr.x509.Certificate;

/** The rounds, against the service itself and against a front that lies. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ObserverTest {

    private static final String LIST = "application/pkix-crl";

    @Inject
    Hierarchy hierarchy;

    @Inject
    ListParts parts;

    @Inject
    CertificateStatuses statuses;

    @Inject
    Expectations expectations;

    @Inject
    Observations observations;

    @Inject
    ReplicaLock lock;

    @Inject
    Observer observer;

    @Inject
    PortClosed port;

    @Inject
    Canary canary;

    @Inject
    CrlPublication publication;

    @Inject
    AuditRecords audit;

    @Inject
    Vertx vertx;

    @Inject
    MeterRegistry meters;

    @Inject
    Clock clock;

    private final MeterRegistry metersOfFront = new SimpleMeterRegistry();
    private BrokenFront front;
    private Observer throughFront;

    @BeforeEach
    void putAFrontBefore() throws IOException {
        front = new BrokenFront(ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class));
        throughFront = new Observer(
                hierarchy,
                parts,
                statuses,
                expectations,
                observations,
                lock,
                new Through(front.address()),
                vertx,
                metersOfFront,
                clock,
                new SecureRandom());
    }

    @AfterEach
    void takeItAway() {
        front.mend();
        throughFront.look();
        throughFront.close();
        front.close();
    }

    @Test
    void findsEverythingRightThroughThePublicAddresses() {
        Certificate revoked = TestCertificates.issued("nitb");
        TestCertificates.revoke("nitb", revoked, "superseded");
        observer.look();
        assertThat(broken()).isEmpty();
        assertThat(observations.newest())
                .extracting(Observation::subject)
                .contains(
                        "certificate national-root-g1",
                        "crl national-root-g1",
                        "crl gov-tls-g1",
                        "crl gov-authentication-g1 changes",
                        "ocsp gov-tls-g1 in-force",
                        "ocsp gov-tls-g1 revoked",
                        "ocsp gov-tls-g1 unused",
                        "ocsp government-g1 authority gov-tls-g1");
    }

    @Test
    void copiesTheRestWhereOneAddressFails(@TempDir Path directory) throws IOException {
        front.answer("/crl/national-root-g1.crl", new BrokenFront.Answer(404, "text/html", new byte[] {1}, 1));
        Path cut = directory.resolve("crl/government-g1.crl");
        Files.createDirectories(cut.getParent());
        Files.write(cut, Arrays.copyOf(front.behind("/crl/government-g1.crl"), 100));
        List<String> faults = new RepositoryCopy(URI.create("http://" + front.address()), directory).copy();
        assertThat(faults).singleElement().asString().contains("/crl/national-root-g1.crl", "404");
        assertThat(Files.size(cut)).as("one that a power cut left").isGreaterThan(100);
        assertThat(directory.resolve("crl/gov-tls-g1.crl")).exists();
        assertThat(directory.resolve("ca/index.json")).exists();
    }

    @Test
    void seesWhatAFrontGetsWrongAndThatItWasMended() throws InterruptedException {
        byte[] old = front.behind("/crl/commercial-g1.crl");
        publication.publish(hierarchy.named("commercial").orElseThrow(), Actor.system("test"));
        Thread.sleep(1100);
        byte[] list = front.behind("/crl/government-g1.crl");
        byte[] altered = front.behind("/crl/gov-email-g1.crl");
        altered[altered.length - 1] ^= 1;
        byte[] cut = Arrays.copyOf(list, list.length / 2);
        front.answer("/crl/commercial-g1.crl", new BrokenFront.Answer(LIST, old));
        front.answer("/crl/government-g1.crl", new BrokenFront.Answer(LIST, cut));
        front.answer("/crl/gov-signing-g1.crl", new BrokenFront.Answer(200, LIST, cut, list.length));
        front.answer("/crl/national-root-g1.crl", new BrokenFront.Answer(LIST, list));
        front.answer("/crl/gov-email-g1.crl", new BrokenFront.Answer(LIST, altered));
        front.answer("/crl/gov-code-signing-g1.crl", new BrokenFront.Answer("text/html", "<html>".getBytes()));
        front.answer(
                "/crl/gov-authentication-g1/delta.crl",
                new BrokenFront.Answer(LIST, front.behind("/crl/gov-authentication-g1.crl")));
        front.answer("/ca/com-signing-g1.cer", new BrokenFront.Answer(503, "text/html", new byte[] {1}, 1));
        throughFront.look();

        assertThat(why("crl commercial-g1")).contains("which a newer one replaced");
        assertThat(why("crl government-g1")).contains("ends in the middle");
        assertThat(why("crl gov-signing-g1")).containsAnyOf("breaks off", "cannot be reached");
        assertThat(why("crl national-root-g1")).contains("somebody else");
        assertThat(why("crl gov-email-g1")).contains("did not sign");
        assertThat(why("crl gov-code-signing-g1")).contains("text/html");
        assertThat(why("crl gov-authentication-g1 changes")).contains("where the changes belong");
        assertThat(why("certificate com-signing-g1")).contains("503");
        assertThat(broken()).hasSize(8);
        assertThat(events("crl commercial-g1")).containsExactly("OBSERVED_BROKEN");
        assertThat(wellness()).contains("crl commercial-g1").contains("which a newer one replaced");
        assertThat(Api.officer(Role.AUDITOR)
                        .get("/api/v1/observations")
                        .jsonPath()
                        .getString("[0].state"))
                .isEqualTo("broken");
        assertThat(metersOfFront
                        .get("muhr.observer.broken")
                        .tag("subject", "crl commercial-g1")
                        .gauge()
                        .value())
                .isEqualTo(1);

        throughFront.look();
        assertThat(events("crl commercial-g1")).containsExactly("OBSERVED_BROKEN");
        front.mend();
        List<String> said = saidDuring(throughFront::look);
        assertThat(broken()).isEmpty();
        assertThat(events("crl commercial-g1")).containsExactly("OBSERVED_MENDED", "OBSERVED_BROKEN");
        assertThat(said).hasSize(8).anyMatch(line -> line.matches("crl commercial-g1 \\(http:.*\\) is right again"));
    }

    @Test
    void seesAnOcspAnswerThatIsNotForTheQuestion() {
        front.answer("/ocsp", new BrokenFront.Answer("application/ocsp-response", new byte[] {0x30, 3, 10, 1, 3}));
        throughFront.look();
        assertThat(why("ocsp gov-tls-g1 unused")).contains("OCSP status 3");
    }

    @Test
    void isForOfficersAndAuditors() {
        assertThat(Api.subscriber("nitb").get("/api/v1/observations").statusCode())
                .isEqualTo(403);
        assertThat(Api.anonymous().get("/api/v1/observations").statusCode()).isEqualTo(401);
    }

    @Test
    void followsACanaryFromGoodToRevokedAndListed() {
        canary.fly();
        assertThat(broken()).isEmpty();
        assertThat(observations.newest())
                .extracting(Observation::subject)
                .contains("canary gov-tls-g1", "canary gov-authentication-g1");
        for (String step : List.of("issued", "good", "revoked", "listed")) {
            assertThat(meters.get("muhr.observer.canary")
                            .tags("step", step, "authority", "gov-tls-g1")
                            .timer()
                            .count())
                    .as(step)
                    .isPositive();
        }
    }

    @Test
    void waitsForThePort() {
        assertThat(new PortClosed().test(null)).isTrue();
        assertThat(port.test(null)).isFalse();
    }

    @Test
    void saysInWordsWhatHasNoMessage() {
        assertThat(Broken.by("cannot be reached", new ClosedChannelException()))
                .hasMessage("cannot be reached: closed channel");
        assertThat(Broken.by("cannot be reached", new IOException("refused"))).hasMessage("cannot be reached: refused");
    }

    private static List<String> saidDuring(Runnable round) {
        List<String> said = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.add(line.getMessage().formatted(line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(Observer.class.getName());
        logger.addHandler(handler);
        try {
            round.run();
        } finally {
            logger.removeHandler(handler);
        }
        return said;
    }

    private List<Observation> broken() {
        return observations.newest().stream().filter(Observation::broken).toList();
    }

    private String why(String subject) {
        return observations.newest().stream()
                .filter(seen -> seen.subject().equals(subject))
                .findFirst()
                .orElseThrow()
                .why();
    }

    private List<String> events(String subject) {
        return audit.newest(500).stream()
                .map(record -> record.event())
                .filter(event -> event.subject().equals(Optional.of(subject)))
                .map(event -> event.event())
                .toList();
    }

    private static String wellness() {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return RestAssured.given().port(port).get("/q/health/well").asString();
    }

    /** Everything through one address, and nothing may be old. */
    private record Through(String address) implements ObserverConfiguration {

        @Override
        public String every() {
            return "off";
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(3);
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration lag() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Map<String, String> hosts() {
            return Map.of("pki.example.gov.pk", address);
        }

        @Override
        public CanaryConfiguration canary() {
            return new CanaryConfiguration() {
                @Override
                public String every() {
                    return "off";
                }

                @Override
                public Optional<String> body() {
                    return Optional.empty();
                }

                @Override
                public Optional<String> name() {
                    return Optional.empty();
                }

                @Override
                public List<ProfileId> profiles() {
                    return List.of();
                }
            };
        }
    }
}
