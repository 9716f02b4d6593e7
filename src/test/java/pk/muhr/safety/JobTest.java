package pk.muhr.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.common.runtime.SyntheticScheduled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration FIVE = Duration.ofSeconds(5);

    private final AtomicInteger runs = new AtomicInteger();
    private final List<ScheduledExecution> executions = new ArrayList<>();
    private final Machine machine = new Machine();
    private Duration takes = Duration.ZERO;
    private final Job job =
            new Job("a.Job.work", Duration.ofSeconds(1), FIVE, this::work, machine, () -> machine.nanos);

    /** The clocks of a machine: one that people set, and one that nobody can. */
    private static final class Machine extends Clock {

        private Instant wall = NOON;
        private long nanos = 1_000;

        private void passes(Duration time) {
            wall = wall.plus(time);
            nanos += time.toNanos();
        }

        @Override
        public Instant instant() {
            return wall;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this; // only its instants are asked for
        }
    }

    private void work(ScheduledExecution execution) {
        runs.incrementAndGet();
        executions.add(execution);
        machine.passes(takes);
    }

    @Test
    void waitsFromOneBeginToTheNext() {
        takes = Duration.ofSeconds(2);
        assertThat(job.begin()).isEqualTo(Duration.ofSeconds(1));
        assertThat(job.run()).isEqualTo(Duration.ofSeconds(3));
        assertThat(runs).hasValue(1);
    }

    @Test
    void leavesOutTheTimesThatItTookLongerThan() {
        takes = Duration.ofSeconds(12);
        assertThat(job.run()).isEqualTo(Duration.ofSeconds(3));
        takes = FIVE;
        assertThat(job.run()).isEqualTo(FIVE);
    }

    @Test
    void isNotStoppedByAClockThatIsSetBack() {
        machine.wall = NOON.plus(Duration.ofDays(1));
        assertThat(job.run()).isEqualTo(FIVE);
        machine.wall = NOON;
        assertThat(job.last()).as("told by the clock as it is set now").contains(NOON);
        assertThat(job.next()).contains(NOON.plus(FIVE));
        assertThat(job.run()).isEqualTo(FIVE);
    }

    @Test
    void tellsItsMethodWhenItRuns() {
        job.begin();
        machine.passes(Duration.ofSeconds(3));
        job.run();
        ScheduledExecution execution = executions.getFirst();
        assertThat(execution.getFireTime()).isEqualTo(NOON.plusSeconds(3));
        assertThat(execution.getScheduledFireTime()).isEqualTo(NOON.plusSeconds(1));
        assertThat(execution.getTrigger().getId()).isEqualTo("a.Job.work");
        assertThat(execution.getTrigger().getPreviousFireTime()).isEqualTo(NOON.plusSeconds(3));
        assertThat(execution.getTrigger().getNextFireTime()).isEqualTo(NOON.plusSeconds(8));
        assertThat(execution.getTrigger().isOverdue()).isFalse();
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("no database"), new NoClassDefFoundError("after the jar was replaced"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void comesAgainAfterAFailure(Throwable failure) {
        Job failing = new Job(
                "a.Job.fails",
                Duration.ZERO,
                FIVE,
                _ -> {
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    throw (Exception) failure;
                },
                machine,
                () -> machine.nanos);
        assertThat(failing.run()).isEqualTo(FIVE);
        assertThat(failing.last()).contains(NOON);
    }

    @Test
    void isLateWhenItsTimePassedWithoutIt() {
        assertThat(job.late()).isFalse();
        job.begin();
        assertThat(job.last()).isEmpty();
        machine.passes(Duration.ofSeconds(1));
        assertThat(job.late()).isFalse();
        machine.passes(Duration.ofMillis(1001));
        assertThat(job.late()).isTrue();
        job.run();
        assertThat(job.late()).isFalse();
    }

    @Test
    void everyJobHasAnIntervalAndIsNeverBesideItself() {
        assertThat(Jobs.every("steady", times("5s", "", ConcurrentExecution.SKIP)))
                .hasValue(5_000);
        assertThat(Jobs.every("off", times("off", "", ConcurrentExecution.SKIP)))
                .isEmpty();
        Map.of(
                        "daily", times("", "0 0 * * * ?", ConcurrentExecution.SKIP),
                        "both", times("5s", "0 0 * * * ?", ConcurrentExecution.SKIP),
                        "beside", times("5s", "", ConcurrentExecution.PROCEED))
                .forEach((name, times) -> assertThatThrownBy(() -> Jobs.every(name, times))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(name));
    }

    private static Scheduled times(String every, String cron, ConcurrentExecution overlap) {
        return new SyntheticScheduled("", cron, every, 0, TimeUnit.SECONDS, "", "", overlap, null, "", "", "");
    }
}
