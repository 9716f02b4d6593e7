package pk.muhr.evidence.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.runtime.configuration.PathConverter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.audit.log.CheckpointSigner;
import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.LogConfiguration;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.notice.Post;
import pk.muhr.revocation.ReplicaLock;
import pk.muhr.x509.EmailAddress;

/** Checkpoints at addresses of others, and in the mail. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class CheckpointPlacesTest {

    private static final EmailAddress ECAC = new EmailAddress("log@ecac.example.gov.pk");

    @Inject
    Checkpoints checkpoints;

    @Inject
    CheckpointSigner signer;

    @Inject
    Sender sender;

    @Inject
    MailedCheckpoints mailed;

    @Inject
    Post post;

    @Inject
    ReplicaLock lock;

    @Inject
    ScheduledExecutorService executor;

    @BeforeEach
    void aCheckpoint() throws InterruptedException {
        for (int attempt = 0; checkpoints.newest().isEmpty(); attempt++) {
            assertThat(attempt).isLessThan(300);
            Thread.sleep(100);
        }
    }

    /** The first answer is no, and a redirect leads nowhere. */
    @Test
    void putsTheLastCheckpointUntilItIsTaken() throws Exception {
        Queue<String> got = new ConcurrentLinkedQueue<>();
        AtomicInteger calls = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int call = calls.incrementAndGet();
            if (call > 2) {
                got.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n" + body);
            }
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(call == 1 ? 503 : call == 2 ? 307 : 204, -1);
            exchange.close();
        });
        server.start();
        try {
            CheckpointAddresses addresses = new CheckpointAddresses(
                    checkpoints,
                    configuration(
                            "muhr.log.place-urls",
                            "http://127.0.0.1:" + server.getAddress().getPort() + "/log"),
                    sender,
                    executor,
                    Clock.systemUTC());
            Standing standing = addresses.standings().getFirst();
            turn(addresses, standing, 1);
            assertThat(standing.failure()).contains("it answered 503");
            turn(addresses, standing, 2);
            assertThat(standing.failure()).contains("it answered 307");
            assertThat(standing.success()).isEmpty();
            for (int attempt = 0; got.isEmpty() || standing.success().isEmpty(); attempt++) {
                assertThat(attempt).isLessThan(100);
                addresses.put();
                Thread.sleep(50);
            }
            assertThat(standing.failure()).isEmpty();
            String[] request = got.element().split("\n", 2);
            assertThat(request[0]).isEqualTo("PUT /log");
            assertThat(signer.verifiers()
                            .getFirst()
                            .checkpoint(SignedNote.of(request[1]).orElseThrow()))
                    .isPresent();
        } finally {
            server.stop(0);
        }
    }

    private static void turn(CheckpointAddresses addresses, Standing standing, long failures)
            throws InterruptedException {
        addresses.put();
        for (int attempt = 0; standing.failures() < failures; attempt++) {
            assertThat(attempt).isLessThan(100);
            Thread.sleep(50);
        }
        Thread.sleep(50);
    }

    @Test
    void mailsOneADay() throws Exception {
        int port = ConfigProvider.getConfig().getValue("quarkus.mailer.port", Integer.class);
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        CheckpointMails mails = new CheckpointMails(
                checkpoints,
                mailed,
                configuration("muhr.log.mail-to", ECAC.value()),
                URI.create("http://pki.example.gov.pk"),
                post,
                lock,
                Clock.systemUTC());
        Instant now = Instant.now();
        mails.send(now);
        assertThat(mails.last(ECAC)).as("no server took it").isEmpty();
        server.start();
        try {
            for (int attempt = 0; mails.last(ECAC).isEmpty(); attempt++) {
                assertThat(attempt).isLessThan(5);
                mails.send(now);
            }
            mails.send(now);
            assertThat(server.getReceivedMessages()).hasSize(1);
            MimeMessage mail = server.getReceivedMessages()[0];
            assertThat(mail.getSubject())
                    .contains("checkpoint of " + mails.last(ECAC).orElseThrow().day());
            assertThat(mail.getMessageID()).endsWith("@pki.example.gov.pk>");
            assertThat(log(text(mail))).isPresent();
            for (int attempt = 0; server.getReceivedMessages().length < 2; attempt++) {
                assertThat(attempt).isLessThan(5);
                mails.send(now.plus(Duration.ofDays(1)));
            }
            assertThat(server.getReceivedMessages()[1].getMessageID()).isNotEqualTo(mail.getMessageID());
        } finally {
            server.stop();
        }
    }

    /** What ECAC would cut out of the mail. */
    private Optional<?> log(String text) {
        String origin = signer.verifiers().getFirst().name();
        int begin = text.indexOf("\n" + origin + "\n") + 1;
        int end = text.indexOf("\n", text.indexOf("— ", begin)) + 1;
        return SignedNote.of(text.substring(begin, end))
                .flatMap(note -> signer.verifiers().getFirst().checkpoint(note));
    }

    private static String text(MimeMessage mail) throws Exception {
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        return ((String) parts.getBodyPart(0).getContent()).replace("\r\n", "\n");
    }

    @Test
    void saysHowTheyStand() {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        assertThat(RestAssured.given().port(port).get("/q/health/well").asString())
                .contains("\"audit log outside\"");
    }

    private static LogConfiguration configuration(String key, String value) {
        return new SmallRyeConfigBuilder()
                .withMapping(LogConfiguration.class)
                .withSources(new PropertiesConfigSource(new HashMap<>(Map.of(key, value)), "test", 100))
                .withConverter(Path.class, 200, new PathConverter())
                .build()
                .getConfigMapping(LogConfiguration.class);
    }
}
