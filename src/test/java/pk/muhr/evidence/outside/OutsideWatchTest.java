package pk.muhr.evidence.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.PathConverter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.audit.log.LogConfiguration;
import pk.muhr.safety.Hold;
import pk.muhr.safety.ProcessRoles;

/** A witness that is away, as operators see it. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class OutsideWatchTest {

    @Inject
    Submissions submissions;

    @Inject
    CheckpointAddresses addresses;

    @Inject
    CheckpointMails mails;

    @Inject
    CrossStamping stamping;

    @Inject
    Hold hold;

    @Inject
    ProcessRoles roles;

    @Inject
    ScheduledExecutorService executor;

    @Test
    void fewerThanAreWantedAreNotWell() throws Exception {
        MeterRegistry meters = new SimpleMeterRegistry();
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2));
        Witnessing wanted = witnessing(1);
        Standing standing = wanted.standings().getFirst();
        for (int attempt = 0; standing.failures() == 0; attempt++) {
            assertThat(attempt).isLessThan(300);
            wanted.ask(new StartupEvent()); // nothing is asked before the first checkpoint
            Thread.sleep(100);
        }
        assertThat(watch(wanted, 1, Clock.systemUTC(), new SimpleMeterRegistry())
                        .getStatus())
                .isEqualTo(HealthCheckResponse.Status.UP);
        HealthCheckResponse answer = watch(wanted, 1, later, meters);
        assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(answer.getData().orElseThrow().get("witness council").toString())
                .contains("ConnectException");
        assertThat(meters.get("muhr.log.witness.behind").timeGauge().value(TimeUnit.SECONDS))
                .isGreaterThan(100);
        assertThat(meters.get("muhr.log.witness.failures").functionCounter().count())
                .isPositive();
        assertThat(watch(witnessing(0), 0, later, new SimpleMeterRegistry()).getStatus())
                .isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(hold.isHeld()).isFalse();
    }

    private HealthCheckResponse watch(Witnessing witnessing, int cosignatures, Clock clock, MeterRegistry meters) {
        return new OutsideWatch(witnessing, witnesses(cosignatures), addresses, mails, stamping, roles, clock, meters)
                .call();
    }

    private Witnessing witnessing(int cosignatures) {
        return new Witnessing(witnesses(cosignatures), submissions, hold, executor, Clock.systemUTC());
    }

    private static KnownWitnesses witnesses(int cosignatures) {
        return new KnownWitnesses(new SmallRyeConfigBuilder()
                .withMapping(LogConfiguration.class)
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "muhr.log.cosignatures",
                                "" + cosignatures,
                                "muhr.log.witnesses.council.key",
                                "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
                                "muhr.log.witnesses.council.url",
                                "http://127.0.0.1:1"),
                        "test",
                        100))
                .withConverter(Path.class, 200, new PathConverter())
                .build()
                .getConfigMapping(LogConfiguration.class));
    }
}
