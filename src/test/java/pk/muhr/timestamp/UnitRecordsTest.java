package pk.muhr.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import pk.muhr.x509.ImprintAlgorithm;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** Tokens that wait for their record, by a database that is slow, refuses or says nothing at all. */
class UnitRecordsTest {

    private static final Duration DEADLINE = Duration.ofMillis(500);

    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger recorded = new AtomicInteger();
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private volatile boolean silent;
    private volatile boolean refuses;
    private volatile boolean revoked;

    private final UnitRecords records = new UnitRecords(
            new TimeStamps(null, null, ConfigProvider.getConfig()) {
                @Override
                void record(String unit, int block, List<TimeStamp> stamps) {
                    try {
                        Thread.sleep(silent ? 60_000 : 5);
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw new IllegalStateException("cut off", e);
                    }
                    if (refuses) {
                        throw new IllegalStateException("no");
                    }
                    commits.incrementAndGet();
                    recorded.addAndGet(stamps.size());
                }
            },
            "unit",
            1,
            DEADLINE,
            _ -> revoked);

    private static TimeStamp stamp() {
        return new TimeStamp(
                new SerialNumber(BigInteger.ONE),
                Instant.EPOCH,
                ImprintAlgorithm.SHA_256,
                Sha256.of(new byte[0]),
                Duration.ZERO,
                "test");
    }

    @Test
    void shareCommitsAndLoseNone() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            List<Future<?>> asked = IntStream.range(0, 2000)
                    .<Future<?>>mapToObj(_ -> threads.submit(() -> records.record(stamp(), List.of())))
                    .toList();
            for (Future<?> one : asked) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(recorded).hasValue(2000);
        assertThat(commits.get()).isLessThan(2000);
    }

    @Test
    void sayWhatKeptTheCommit() {
        refuses = true;
        assertThatThrownBy(() -> records.record(stamp(), List.of())).hasMessage("no");
        refuses = false;
        records.record(stamp(), List.of());
        assertThat(recorded).hasValue(1);
    }

    @Test
    void giveUpAtTheDeadlineAndGoOnWhenTheDatabaseDoes() throws Exception {
        silent = true;
        long begun = System.nanoTime();
        assertThatThrownBy(() -> records.record(stamp(), List.of()))
                .isInstanceOfSatisfying(
                        NoTimeStamp.class, e -> assertThat(e.why()).isEqualTo(FailureInfo.SYSTEM_FAILURE));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        silent = false;
        records.record(stamp(), List.of());
        assertThat(recorded).hasValue(1);
    }

    @Test
    void giveNoTokenOutWhoseUnitWasRevokedMeanwhile() {
        revoked = true;
        assertThatThrownBy(() -> records.record(stamp(), List.of()))
                .isInstanceOf(NoTimeStamp.class)
                .hasMessageContaining("revoked");
        assertThat(recorded).as("the record stays").hasValue(1);
        revoked = false;
        records.record(stamp(), List.of());
    }
}
