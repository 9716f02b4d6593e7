package pk.muhr.safety.clock;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.policy.Refusal;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;

/**
 * The time, as far as it can be trusted. After a jump nothing is trusted until a later look finds none, nor a daemon that
 * has not asked its own sources since; a look that finds sources in disagreement, or too few of them, is not good, and the
 * last good one ages.
 */
@ApplicationScoped
public class WatchedClock {

    /** Before whoever signs a time begins. */
    public static final int BEFORE_SIGNING = 200;

    private static final Logger LOG = Logger.getLogger(WatchedClock.class);
    private static final String JUMPED =
            "this machine's clock was set, or the machine slept; where no source says that it is"
                    + " right now, somebody who has looked at it starts the process anew";
    private static final Duration CLOSE = Duration.ofMillis(1);
    private static final int READINGS = 5;
    private static final LocalTime BEFORE_LEAP = LocalTime.of(23, 59, 58);
    private static final LocalTime AFTER_LEAP = LocalTime.of(0, 0, 2);

    private final ClockSources sources;
    private final ClockLimits limits;
    private final ClockEvents events;
    private final Clock clock;
    private final LongSupplier nanos;
    private final HeardSince heard = new HeardSince();
    private volatile Optional<Sample> first = Optional.empty();
    private volatile Optional<Sample> last = Optional.empty();
    private volatile Optional<Sample> lastGood = Optional.empty();

    /**
     * A look at the sources.
     *
     * @param wall when it began; a step while it lasts is one after it
     * @param jump how far the clock was set since the sample before
     * @param look absent where too few agreed
     */
    record Sample(Instant wall, long nanos, Duration jump, Optional<ClockLook> look) {}

    @Inject
    WatchedClock(ClockSources sources, AuditRecords audit, Clock clock) {
        this(sources, audit::appendAlone, clock, System::nanoTime);
    }

    WatchedClock(ClockSources sources, Consumer<AuditEvent> audit, Clock clock, LongSupplier nanos) {
        this.sources = sources;
        this.limits = sources.limits();
        this.events = new ClockEvents(sources, audit);
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * A time that may be signed.
     *
     * @param time this machine's
     * @param offset of it from the sources', as at the last good look and with what the clock was set by since
     * @param error how far the sources may be off
     * @param age of the last good look
     */
    public record Moment(Instant time, Duration offset, Duration error, Duration age) {}

    @DoneBy({ProcessRole.TIMESTAMP, ProcessRole.AUTHORITY})
    void start(@Observes @Priority(BEFORE_SIGNING) StartupEvent event) {
        sample();
    }

    /** Looks at every source. */
    @DoneBy({ProcessRole.TIMESTAMP, ProcessRole.AUTHORITY})
    @Scheduled(every = "16s", delayed = "16s", concurrentExecution = ConcurrentExecution.SKIP)
    void watch() {
        sample();
    }

    synchronized void sample() {
        Reading now = reading();
        Duration jump =
                last.map(before -> jump(before, now.wall(), now.nanos())).orElse(Duration.ZERO);
        Optional<ClockLook> look = Agreement.of(heard.of(looks(), jump), sources.agreement());
        Sample sample = new Sample(now.wall(), now.nanos(), jump, look);
        Optional<Sample> before = last;
        last = Optional.of(sample);
        first = first.or(() -> last);
        if (isGood(sample)) {
            lastGood = last;
        }
        events.report(before, sample);
    }

    /** Both clocks at one moment: a process that is put aside between two readings would see a jump where none is. */
    private record Reading(Instant wall, long nanos) {}

    private Reading reading() {
        for (int tried = 1; ; tried++) {
            long before = nanos.getAsLong();
            Instant wall = clock.instant();
            long between = nanos.getAsLong() - before;
            if (between < CLOSE.toNanos() || tried == READINGS) {
                return new Reading(wall, before + between / 2);
            }
        }
    }

    /** This machine's own clock cannot say that it was set right, so there a jump stays one. */
    private boolean isGood(Sample sample) {
        return sample.look().isPresent()
                && !limits.isStep(sample.jump())
                && (sources.areOthers()
                        || lastGood.filter(good -> isFarFrom(good, sample.wall(), sample.nanos()))
                                .isEmpty());
    }

    /**
     * The time, if it is known to be within these bounds of UTC.
     *
     * @param bound what offset and error together stay below
     * @param oldest how old the last good look may be
     * @throws TimeNotTrusted otherwise
     */
    public Moment within(Duration bound, Duration oldest) {
        Sample newest = last.orElseThrow(() -> new TimeNotTrusted("the clock was not looked at yet"));
        Sample good = lastGood.orElseThrow(() -> new TimeNotTrusted("the clock's sources do not agree"));
        Instant now = clock.instant();
        long monotonic = nanos.getAsLong();
        Duration age = Duration.ofNanos(monotonic - good.nanos());
        ClockLook look = good.look().orElseThrow();
        if (limits.isStep(jump(newest, now, monotonic)) || limits.isStep(newest.jump())) {
            throw new TimeNotTrusted("the clock was set a moment ago");
        }
        if (age.compareTo(oldest) > 0) {
            throw new TimeNotTrusted("the clock's sources were last heard " + age.toSeconds() + " s ago");
        }
        Duration offset = look.offset().minus(jump(good, now, monotonic)); // what it was set by since
        if (offset.abs().plus(look.error()).compareTo(bound) >= 0
                || look.offset().abs().plus(look.error()).compareTo(bound) >= 0) {
            throw new TimeNotTrusted("the clock is not known to be accurate enough");
        }
        if (look.leapSecond() && isNearLeap(now)) {
            throw new TimeNotTrusted("a leap second is due");
        }
        return new Moment(now, offset, look.error(), age);
    }

    /**
     * Why no certificate is issued: the clock was set by more than five seconds, or is wrong by as much. It lasts until the
     * clock is back, sources say that it is right, or the process is started anew. A machine that slept looks the same
     * where its monotonic clock sleeps too.
     */
    public Optional<Refusal> refusal() {
        Instant now = clock.instant();
        long monotonic = nanos.getAsLong();
        boolean far = last.filter(sample -> isFarOff(sample, now, monotonic)).isPresent()
                || lastGood.map(good -> isFarFrom(good, now, monotonic))
                        .orElseGet(() -> first.filter(begin -> limits.stopsIssuance(jump(begin, now, monotonic)))
                                .isPresent());
        return far ? Optional.of(new Refusal.ClockJumped(JUMPED)) : Optional.empty();
    }

    /** Whether it is compared with any other clock. */
    public boolean isCompared() {
        return sources.areOthers();
    }

    /** How old the last good look is, if there was one. */
    public Optional<Duration> age() {
        return lastGood.map(sample -> Duration.ofNanos(nanos.getAsLong() - sample.nanos()));
    }

    /** The offset at the last good look, if there was one. */
    public Optional<Duration> offset() {
        return lastGood.flatMap(Sample::look).map(ClockLook::offset);
    }

    /** What the sources said at the last look; nothing where too few agreed. */
    Optional<ClockLook> look() {
        return last.flatMap(Sample::look);
    }

    /** Whether there was a look, good or not. */
    boolean hasLooked() {
        return last.isPresent();
    }

    /** Whether the last look was good. */
    boolean isGood() {
        return last.isPresent() && last.equals(lastGood);
    }

    /** Whether the clock is so far off that somebody is to look at it. */
    boolean isDrifting() {
        return last.filter(events::drifts).isPresent();
    }

    /** By what was good and what the clock was set by since. */
    private boolean isFarFrom(Sample good, Instant now, long monotonic) {
        Duration offset = good.look().orElseThrow().offset();
        return limits.stopsIssuance(offset.minus(jump(good, now, monotonic)));
    }

    private boolean isFarOff(Sample sample, Instant now, long monotonic) {
        return limits.stopsIssuance(jump(sample, now, monotonic))
                || limits.stopsIssuance(sample.jump())
                || sample.look()
                        .filter(look -> limits.stopsIssuance(look.offset()))
                        .isPresent();
    }

    private static Duration jump(Sample before, Instant wall, long monotonic) {
        return Duration.between(before.wall(), wall).minusNanos(monotonic - before.nanos());
    }

    private static boolean isNearLeap(Instant now) {
        LocalTime time = now.atOffset(ZoneOffset.UTC).toLocalTime();
        return time.isAfter(BEFORE_LEAP) || time.isBefore(AFTER_LEAP);
    }

    /** All at once, so that one that is silent does not make the others' looks old. */
    private List<ClockLook> looks() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<ClockLook>>> asked = sources.all().stream()
                    .map(source -> threads.submit(() -> look(source)))
                    .toList();
            return asked.stream()
                    .map(WatchedClock::answer)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private static Optional<ClockLook> answer(Future<Optional<ClockLook>> asked) {
        try {
            return asked.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.errorf(e, "a source of the time failed");
        }
        return Optional.empty();
    }

    private static Optional<ClockLook> look(ClockSource source) {
        try {
            return Optional.of(source.look());
        } catch (IOException e) {
            LOG.debugf("%s: %s", source.name(), e.getMessage());
            return Optional.empty();
        }
    }
}
