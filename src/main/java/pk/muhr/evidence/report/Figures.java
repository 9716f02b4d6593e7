package pk.muhr.evidence.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.AuditRecords;
import pk.muhr.problem.StoreRows;

/**
 * How much happens: counts for the people who run the service. They are counted at most every five minutes, by indexes, so
 * that looking at them costs nothing among a million certificates. Days and months are those of UTC, as in the reports.
 */
@ApplicationScoped
public class Figures {

    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final int DAYS = 30;
    private static final int MONTHS = 13;
    private static final int RULES = 12;

    private static final String ISSUED = """
            select cast(date_trunc('day', recorded_at, 'UTC') at time zone 'UTC' as date) as of, count(*) as times
            from outcome where state = 'ISSUED' and recorded_at >= ? group by 1
            """;

    private static final String ENDING = """
            select cast(date_trunc('month', i.not_after, 'UTC') at time zone 'UTC' as date) as of, count(*) as times
            from intent i where i.request is not null and i.not_after >= ? and i.not_after < ?
              and exists (select 1 from outcome o where o.intent = i.id and o.state = 'ISSUED')
            group by 1
            """;

    private final AgroalDataSource store;
    private final AuditRecords audit;
    private final Clock clock;
    private Optional<Counted> last = Optional.empty();

    Figures(AgroalDataSource store, AuditRecords audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** A day, a month or a rule, and how often. */
    public record Figure(String of, long times) {}

    /**
     * What was counted.
     *
     * @param issued certificates by day, the last thirty
     * @param refused by rule within these days, the most frequent first, at most twelve
     * @param ending certificates of subscribers by the month in which they end, this one and the next twelve
     */
    public record Counted(Instant at, List<Figure> issued, List<Figure> refused, List<Figure> ending) {
        public Counted {
            issued = List.copyOf(issued);
            refused = List.copyOf(refused);
            ending = List.copyOf(ending);
        }
    }

    /** The figures as they were at most five minutes ago; one caller counts, the others wait for it. */
    public synchronized Counted counted() {
        Instant now = clock.instant();
        Counted counted =
                last.filter(before -> before.at().plus(FRESH).isAfter(now)).orElseGet(() -> count(now));
        last = Optional.of(counted);
        return counted;
    }

    private Counted count(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate first = today.minusDays(DAYS - 1);
        YearMonth month = YearMonth.from(today);
        YearMonth end = month.plusMonths(MONTHS);
        Instant since = first.atStartOfDay(ZoneOffset.UTC).toInstant();
        return new Counted(
                now,
                filled(first.datesUntil(today.plusDays(1)), counts(ISSUED, first)),
                audit.refusalsByRule(Optional.of(since)).entrySet().stream()
                        .limit(RULES)
                        .map(rule -> new Figure(rule.getKey(), rule.getValue()))
                        .toList(),
                filled(
                                IntStream.range(0, MONTHS)
                                        .mapToObj(month::plusMonths)
                                        .map(each -> each.atDay(1)),
                                counts(ENDING, month.atDay(1), end.atDay(1)))
                        .stream()
                        .map(each -> new Figure(each.of().substring(0, "2026-11".length()), each.times()))
                        .toList());
    }

    private Map<LocalDate, Long> counts(String question, LocalDate... bounds) {
        return StoreRows.read(
                        store,
                        question,
                        Stream.of(bounds)
                                .map(day -> day.atStartOfDay().atOffset(ZoneOffset.UTC))
                                .toList(),
                        Figures::count)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    private static Map.Entry<LocalDate, Long> count(ResultSet row) throws SQLException {
        return Map.entry(row.getObject("of", LocalDate.class), row.getLong("times"));
    }

    private static List<Figure> filled(Stream<LocalDate> days, Map<LocalDate, Long> counts) {
        return days.map(day -> new Figure(day.toString(), counts.getOrDefault(day, 0L)))
                .toList();
    }
}
