package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** {@code kill -9} under issuance load, many times: of the service, of the database, of both at once. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 30, unit = java.util.concurrent.TimeUnit.MINUTES)
class CrashIT {

    private static final int SERVICE_KILLS = 50;
    private static final int DATABASE_KILLS = 12;
    private static final int DOUBLE_KILLS = 5;
    private static final int CLIENTS = 8;
    private static final int REQUESTS = 8;
    private static final Duration LONGEST_TO_REVOKE = Duration.ofSeconds(60);
    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(60);
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(120);

    /** Print and reuse it ({@code -Dmuhr.test.seed=}) to repeat the moments of the kills. */
    private final long seed = Long.getLong("muhr.test.seed", System.nanoTime());

    private final Random random = new Random(seed);
    private final List<Instant> readiness = new ArrayList<>();
    private final List<Duration> outages = new ArrayList<>();
    private RunningProgram program;
    private OpenSsl openssl;
    private String token;
    private IssuanceLoad load;

    /** One crash and what brings everything back. */
    private interface Crash {
        void happen();
    }

    @BeforeAll
    void start() {
        openssl = new OpenSsl(Clone.place("crash-openssl"));
        program = RunningProgram.onFoundedData("crash");
        readiness.add(Instant.now());
        token = program.token("subscriber", "--body", "nitb");
    }

    /** Also after a test that failed half-way. */
    @BeforeEach
    void serve() {
        if (load != null) {
            load.close();
        }
        if (!program.isAlive()) {
            program.start();
        }
    }

    @AfterAll
    void end() {
        if (load != null) {
            load.close();
        }
        program.close();
    }

    @Test
    void nothingIsLostWhenTheServiceIsKilledFiftyTimes() throws IOException, InterruptedException {
        int orphans = crash("service", SERVICE_KILLS, () -> {
            program.kill();
            program.start();
        });

        assertThat(orphans)
                .as("signatures that a kill cut off; without one, nothing was tried")
                .isPositive();
    }

    @Test
    void nothingIsLostWhenTheDatabaseIsKilledTwelveTimes() throws IOException, InterruptedException {
        ProcessHandle service = program.handle();

        crash("database", DATABASE_KILLS, program::killDatabase);

        assertThat(program.handle()).as("the service goes on").isEqualTo(service);
        assertThat(program.isAlive()).isTrue();
    }

    @Test
    void nothingIsLostWhenBothAreKilledAtOnce() throws IOException, InterruptedException {
        crash("service and database", DOUBLE_KILLS, () -> {
            program.killDatabase();
            program.kill();
            program.start();
        });
    }

    /** The answer is how many orphans the crashes left. */
    private int crash(String what, int planned, Crash crash) throws IOException, InterruptedException {
        Instant begun = Instant.now();
        List<String> requests = new ArrayList<>();
        for (int i = 1; i <= REQUESTS; i++) {
            requests.add(openssl.request("crash-" + i + ".nitb.example.gov.pk"));
        }
        Aftermath aftermath = new Aftermath(program, openssl);
        int orphansBefore = aftermath.orphans().size();
        load = new IssuanceLoad(program.api(), token, requests, CLIENTS).begin();
        outages.clear();
        int underLoad = crashes(planned, crash);
        load.drain(LONGEST_DRAIN);
        aftermath.awaitOutcomes(LONGEST_TO_REVOKE);
        report(what, planned, begun, aftermath, orphansBefore);

        assertThat(outages).as("kills").hasSize(planned);
        assertThat(underLoad).as("kills with requests under way").isEqualTo(planned);
        assertThat(load.issued()).as("certificates").isGreaterThan(planned);
        assertThat(load.repeats()).as("repeated keys").isPositive();
        aftermath.whatClientsHoldIsThere(load, token);
        aftermath.eachKeyGaveOneCertificate(load);
        aftermath.recordsAgree();
        assertThat(aftermath.slowestRevocation(readiness)).isLessThan(LONGEST_TO_REVOKE);
        aftermath.relyingPartiesAreToldSo(load);
        aftermath.theWholeListFollows();
        return aftermath.orphans().size() - orphansBefore;
    }

    /** The answer is how many crashes met requests under way. */
    private int crashes(int planned, Crash crash) throws InterruptedException {
        int underLoad = 0;
        for (int i = 1; i <= planned; i++) {
            load.awaitProgress(LONGEST_OUTAGE);
            Thread.sleep(random.nextInt(1000));
            underLoad += load.underWay() > 0 ? 1 : 0;
            long down = System.nanoTime();
            crash.happen();
            readiness.add(Instant.now());
            load.awaitProgress(LONGEST_OUTAGE);
            outages.add(Duration.ofNanos(System.nanoTime() - down));
        }
        return underLoad;
    }

    private void report(String what, int planned, Instant begun, Aftermath aftermath, int orphansBefore) {
        System.out.printf(
                "%d of %d kills of the %s (seed %d) in %s: %d certificates received, %d repeats, %d orphans,"
                        + " slowest revocation %s after readiness, outages %s to %s; answers %s; %s%n",
                outages.size(),
                planned,
                what,
                seed,
                Duration.between(begun, Instant.now()),
                load.issued(),
                load.repeats(),
                aftermath.orphans().size() - orphansBefore,
                aftermath.slowestRevocation(readiness),
                outages.stream().min(Duration::compareTo).orElseThrow(),
                outages.stream().max(Duration::compareTo).orElseThrow(),
                load.answers(),
                aftermath.figures());
    }
}
