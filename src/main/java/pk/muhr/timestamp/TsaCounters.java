package pk.muhr.timestamp;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

import pk.muhr.safety.clock.WatchedClock;

/** What the operators watch: tokens, refusals by their reason, and the clock. */
@ApplicationScoped
class TsaCounters {

    private static final double NANOS = 1e9;

    private final MeterRegistry meters;
    private final MultiGauge ends;

    TsaCounters(MeterRegistry meters, WatchedClock clock) {
        this.meters = meters;
        this.ends = MultiGauge.builder("muhr.tsa.unit.not.after")
                .baseUnit("seconds")
                .register(meters);
        for (FailureInfo why : FailureInfo.values()) {
            meters.counter("muhr.tsa.refusals", "reason", why.label());
        }
        Gauge.builder(
                        "muhr.tsa.clock.offset",
                        () -> clock.offset().map(TsaCounters::seconds).orElse(Double.NaN))
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder(
                        "muhr.tsa.clock.age",
                        () -> clock.age().map(TsaCounters::seconds).orElse(Double.NaN))
                .baseUnit("seconds")
                .register(meters);
    }

    void token(String unit) {
        meters.counter("muhr.tsa.tokens", "unit", unit).increment();
    }

    void refusal(FailureInfo why) {
        meters.counter("muhr.tsa.refusals", "reason", why.label()).increment();
    }

    /** How often each reason was given since the start. */
    Map<String, Long> refusals() {
        return Stream.of(FailureInfo.values()).collect(Collectors.toMap(FailureInfo::label, why -> (long)
                meters.counter("muhr.tsa.refusals", "reason", why.label()).count()));
    }

    /** Which units this process has, and until when their keys sign. */
    void units(Collection<LeasedUnit> units) {
        ends.register(
                units.stream()
                        .map(unit -> MultiGauge.Row.of(
                                Tags.of("unit", unit.definition().name()),
                                UnitKey.lastUse(unit.certificate()).getEpochSecond()))
                        .collect(Collectors.toList()),
                true);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
