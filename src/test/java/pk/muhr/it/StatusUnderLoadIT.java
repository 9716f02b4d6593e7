package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import pk.muhr.it.OcspLoad.Asked;

/**
 * A million OCSP questions while certificates are revoked one after the other: none that was asked after a revocation
 * was answered hears {@code good}. {@code -Dmuhr.test.questions=100000} asks fewer.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusUnderLoadIT {

    private static final long QUESTIONS = Long.getLong("muhr.test.questions", 1_000_000);
    private static final int CERTIFICATES = 300;

    /** The others stay good, so that the load is not about revoked ones alone in the end. */
    private static final int REVOCATIONS = 200;

    private static final int CONNECTIONS = 8;

    /** One process says so from the commit on, which comes before the answer; replicas may take five seconds. */
    private static final Duration PROMISED = Duration.ZERO;

    private static final Duration LONGEST_ON_ANY_REPLICA = Duration.ofSeconds(5);

    private RunningProgram program;
    private Api api;
    private String token;

    @BeforeAll
    void start() {
        program = RunningProgram.asDelivered("status-under-load");
        api = program.api();
        token = program.token("subscriber", "--body", "nitb");
    }

    @AfterAll
    void end() {
        program.close();
    }

    @Test
    void nobodyHearsGoodOfWhatIsRevoked() throws Exception {
        List<Asked> certificates = issued();
        List<Long> waits = new ArrayList<>();
        long begun = System.nanoTime();
        OcspLoad load =
                new OcspLoad(program.doors().http(), issuer(), certificates, PROMISED, QUESTIONS).begin(CONNECTIONS);
        for (int i = 0; i < REVOCATIONS; i++) {
            long due = QUESTIONS * (i + 1) / (REVOCATIONS + 2);
            while (load.answered() < due && load.wrong().isEmpty()) {
                Thread.sleep(1);
            }
            waits.add(revoked(certificates.get(i), load));
        }
        load.awaitEnd();
        double seconds = (System.nanoTime() - begun) / 1e9;
        waits.sort(null);
        System.out.printf(
                "%d OCSP questions over %d connections in %.0f s, %.0f/s; answers %s, %d signatures verified%n",
                load.answered(), CONNECTIONS, seconds, load.answered() / seconds, load.kinds(), load.verified());
        System.out.printf(
                "%d revocations; from the answer until OCSP said so: p50 %.1f ms, p99 %.1f ms, slowest %.1f ms%n",
                waits.size(), millis(waits, 0.5), millis(waits, 0.99), millis(waits, 1));
        assertThat(load.wrong()).isEmpty();
        assertThat(load.answered()).as("questions").isEqualTo(QUESTIONS);
        assertThat(waits).hasSize(REVOCATIONS);
        assertThat(load.kinds()).as("answers of both kinds").containsOnlyKeys("good", "revoked");
        assertThat(load.verified()).as("signatures verified").isGreaterThan(QUESTIONS / 200);
    }

    /** In nanoseconds. */
    private long revoked(Asked certificate, OcspLoad load) throws Exception {
        certificate.revocationSent = System.nanoTime();
        HttpResponse<String> answer = api.revoke(token, certificate.id, "superseded");
        long answered = System.nanoTime();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        certificate.revocationAnswered = answered;
        return load.awaitNotGood(certificate, LONGEST_ON_ANY_REPLICA) - answered;
    }

    private static double millis(List<Long> sorted, double part) {
        return sorted.get((int) Math.ceil(part * sorted.size()) - 1) / 1e6;
    }

    private List<Asked> issued() throws Exception {
        String document =
                IssuanceLoad.document(new OpenSsl(Clone.place("load-openssl")).request("load.nitb.example.gov.pk"));
        List<Asked> certificates = new ArrayList<>();
        for (int i = 0; i < CERTIFICATES; i++) {
            HttpResponse<String> answer = api.submit(token, UUID.randomUUID().toString(), document);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            IssuanceLoad.Received received = IssuanceLoad.received(answer);
            certificates.add(new Asked(received.id(), new BigInteger(received.serial(), 16)));
        }
        return certificates;
    }

    private X509Certificate issuer() throws Exception {
        String chain = new String(api.published("/ca/gov-tls/chain.pem"), StandardCharsets.US_ASCII);
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(chain.getBytes(StandardCharsets.US_ASCII)));
    }
}
