package pk.muhr.console.administration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.identity.Role;
import pk.muhr.problem.ForPeople;
import pk.muhr.safety.clock.ClockSamples;
import pk.muhr.timestamp.TimestampUnits;
import pk.muhr.timestamp.TimestampUnits.Standing;

/** The time-stamping units: who has them, whether they sign, by which clock, how much, and when their keys are changed. */
@Path("/administration/time-stamps")
@ForPeople
@RolesAllowed({Role.Label.CA_ADMINISTRATOR, Role.Label.SECURITY_OFFICER})
@Produces(MediaType.TEXT_HTML)
public class TimeStampUnitsResource {

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("MM-dd HH:00", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final int HOURS = 24;
    private static final double MICROS_OF_MILLI = 1000;

    private final Visitors visitors;
    private final TimestampUnits units;
    private final ClockSamples samples;
    private final Clock clock;

    TimeStampUnitsResource(Visitors visitors, TimestampUnits units, ClockSamples samples, Clock clock) {
        this.visitors = visitors;
        this.units = units;
        this.samples = samples;
        this.clock = clock;
    }

    /**
     * A unit and how it is.
     *
     * @param stateKey of the words for it
     * @param trouble why it gives no time-stamps, in the words of its process
     * @param tokens within the last day
     * @param rekeyDue whether the time for its next key has come
     */
    public record Shown(
            Standing unit, String stateKey, boolean signs, Optional<String> trouble, long tokens, boolean rekeyDue) {}

    /** An hour of UTC and a figure. */
    public record Figure(String hour, String value) {}

    /**
     * What the page shows.
     *
     * @param offsets milliseconds, the largest of each hour; empty where nobody looked
     * @param bounds the same with the error
     */
    public record Now(
            List<Shown> units,
            List<ClockSamples.Newest> clocks,
            List<Figure> offsets,
            List<Figure> bounds,
            List<Figure> tokens,
            Map<String, Long> refusals) {}

    /** The page. */
    @GET
    public String now() {
        Frame page = visitors.reading(Role.CA_ADMINISTRATOR, Role.SECURITY_OFFICER);
        Instant now = clock.instant();
        List<ClockSamples.Newest> clocks = samples.newest();
        List<ClockSamples.Hour> looked = samples.day();
        List<TimestampUnits.Hour> made = units.day();
        return page.show(AdministrationPages.units(
                page,
                new Now(
                        units.all().stream().map(unit -> shown(unit, made, now)).toList(),
                        clocks,
                        looked.stream()
                                .map(hour -> new Figure(HOUR.format(hour.from()), millis(hour.offset())))
                                .toList(),
                        looked.stream()
                                .map(hour -> new Figure(HOUR.format(hour.from()), millis(hour.bound())))
                                .toList(),
                        made.isEmpty() ? List.of() : byHour(made, now),
                        units.refusals())));
    }

    private static Shown shown(Standing unit, List<TimestampUnits.Hour> made, Instant now) {
        String state = state(unit, now);
        return new Shown(
                unit,
                state,
                state.equals("unitSigns"),
                unit.word().filter(_ -> state.equals("unitRefuses")).flatMap(TimestampUnits.Said::trouble),
                made.stream()
                        .filter(hour -> hour.unit().equals(unit.definition().name()))
                        .mapToLong(TimestampUnits.Hour::tokens)
                        .sum(),
                unit.rekeyFrom().filter(from -> from.isBefore(now)).isPresent());
    }

    private static String state(Standing unit, Instant now) {
        Optional<TimestampUnits.Holder> holder = unit.holder().filter(TimestampUnits.Holder::holds);
        if (holder.isEmpty()) {
            return "unitNobody";
        }
        if (unit.signsUntil().isEmpty()) {
            return "unitNoKey";
        }
        if (unit.signsUntil().get().isBefore(now)) {
            return "unitKeyEnded";
        }
        Optional<TimestampUnits.Said> said =
                unit.word().filter(word -> word.at().plus(FRESH).isAfter(now));
        return said.map(word -> word.trouble().isPresent() ? "unitRefuses" : "unitSigns")
                .orElse("unitSilent");
    }

    /** The last day, hours without tokens too. */
    private static List<Figure> byHour(List<TimestampUnits.Hour> made, Instant now) {
        Map<Instant, Long> tokens = made.stream()
                .collect(Collectors.toMap(TimestampUnits.Hour::from, TimestampUnits.Hour::tokens, Long::sum));
        Instant first = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS - 1));
        return IntStream.range(0, HOURS)
                .mapToObj(hour -> first.plus(Duration.ofHours(hour)))
                .map(hour -> new Figure(HOUR.format(hour), "" + tokens.getOrDefault(hour, 0L)))
                .toList();
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toNanos() / MICROS_OF_MILLI / MICROS_OF_MILLI);
    }
}
