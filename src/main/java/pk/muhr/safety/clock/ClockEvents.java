package pk.muhr.safety.clock;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.safety.clock.WatchedClock.Sample;

/**
 * What is on record of the clock: steps, loss and regain of its sources, drift and its end, leap seconds, each with its
 * interval (RFC 3628 §7.3.1 c, §7.4.8). What the database does not take is kept and said again at the next look; a crash
 * meanwhile leaves it in the program's own log alone.
 */
final class ClockEvents {

    private static final Logger LOG = Logger.getLogger(ClockEvents.class);
    private static final Actor JOB = Actor.system("clock");
    private static final Set<String> EXPECTED =
            Set.of("CLOCK_REGAINED", "CLOCK_CORRECTED", "CLOCK_LEAP_ANNOUNCED", "CLOCK_LEAP_OVER");

    /** More than any clock that is watched has in an hour; the oldest are the ones that are kept. */
    private static final int MOST_KEPT = 200;

    private final ClockSources sources;
    private final Consumer<AuditEvent> audit;
    private final Deque<AuditEvent> kept = new ArrayDeque<>();
    private Optional<Sample> lost = Optional.empty();
    private Optional<Sample> drifted = Optional.empty();
    private Optional<Sample> leap = Optional.empty();

    ClockEvents(ClockSources sources, Consumer<AuditEvent> audit) {
        this.sources = sources;
        this.audit = audit;
    }

    /** Says what is new; to be called with each look, one after the other. */
    void report(Optional<Sample> before, Sample now) {
        before.filter(_ -> sources.limits().isStep(now.jump())).ifPresent(last -> {
            Map<String, Object> details = interval(last, now);
            details.put("seconds", now.jump().toString());
            keep("CLOCK_STEPPED", details);
        });
        if (lost.isPresent() == now.look().isPresent()) {
            keep(lost.isPresent() ? "CLOCK_REGAINED" : "CLOCK_LOST", details(lost.orElse(now), now));
            lost = lost.isPresent() ? Optional.empty() : Optional.of(now);
        }
        if (now.look().isPresent() && drifted.isPresent() != drifts(now)) {
            keep(drifted.isPresent() ? "CLOCK_CORRECTED" : "CLOCK_DRIFTED", details(drifted.orElse(now), now));
            drifted = drifted.isPresent() ? Optional.empty() : Optional.of(now);
        }
        now.look().filter(look -> look.leapSecond() != leap.isPresent()).ifPresent(look -> {
            keep(look.leapSecond() ? "CLOCK_LEAP_ANNOUNCED" : "CLOCK_LEAP_OVER", details(leap.orElse(now), now));
            leap = look.leapSecond() ? Optional.of(now) : Optional.empty();
        });
        write();
    }

    /** Whether the clock is so far off that somebody is to look at it. */
    boolean drifts(Sample sample) {
        return sample.look()
                .filter(look -> sources.limits().alarms(look.offset()))
                .isPresent();
    }

    /** From a look to this one; how long that was, by the monotonic clock. */
    private static Map<String, Object> interval(Sample from, Sample now) {
        Map<String, Object> details = new TreeMap<>();
        details.put("at", now.wall().toString());
        if (from != now) {
            details.put("since", from.wall().toString());
            details.put("for", Duration.ofNanos(now.nanos() - from.nanos()).toString());
        }
        return details;
    }

    private Map<String, Object> details(Sample from, Sample now) {
        Map<String, Object> details = interval(from, now);
        List<String> names = sources.all().stream().map(ClockSource::name).toList();
        details.put("sources", names);
        now.look().ifPresent(look -> {
            details.put("offset", look.offset().toString());
            details.put("error", look.error().toString());
        });
        return details;
    }

    private void keep(String event, Map<String, Object> details) {
        LOG.warnf("%s %s", event, details);
        if (kept.size() >= MOST_KEPT) {
            LOG.errorf("%s is not on record: too much waits for the database", event);
            return;
        }
        kept.add(
                EXPECTED.contains(event)
                        ? AuditEvent.success(event, JOB, details)
                        : AuditEvent.failure(event, JOB, details));
    }

    private void write() {
        try {
            while (!kept.isEmpty()) {
                audit.accept(kept.getFirst());
                kept.removeFirst();
            }
        } catch (RuntimeException e) {
            LOG.errorf("%d events of the clock are not on record yet: %s", kept.size(), e.getMessage());
        }
    }
}
