package pk.muhr.timestamp;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.policy.TimeStampPolicy;
import pk.muhr.problem.StoreRows;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.Certificate;

/** How the units are, whichever process has them, and what they do: for the people who run the service. */
@ApplicationScoped
public class TimestampUnits {

    /** Who took it last, and whether the lock is still held, which goes with its holder ({@link UnitLock}). */
    private static final String HOLDERS = """
            select distinct on (b.unit) b.unit, b.instance, b.taken_at, exists (
                select 1 from pg_locks l
                where l.locktype = 'advisory' and l.granted and l.objsubid = 1
                  and l.database = (select oid from pg_database where datname = current_database())
                  and ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended('tsu ' || b.unit, 0))
            from tsa_block b order by b.unit, b.number desc""";

    private static final String HOURS = """
            select unit, date_trunc('hour', recorded_at), sum(tokens) from tsa_batch
            where recorded_at > clock_timestamp() - interval '1 day' group by 1, 2 order by 2, 1""";

    private final ActivePolicy policy;
    private final UnitKeys keys;
    private final UnitWords words;
    private final AgroalDataSource store;

    TimestampUnits(ActivePolicy policy, UnitKeys keys, UnitWords words, AgroalDataSource store) {
        this.policy = policy;
        this.keys = keys;
        this.words = words;
        this.store = store;
    }

    /**
     * Who has a unit.
     *
     * @param instance the process; absent where it was taken before that was written down
     * @param holds whether it has it now, or had it last
     */
    public record Holder(Optional<String> instance, Instant since, boolean holds) {}

    /**
     * A unit.
     *
     * @param certificate of its active key; absent before the first
     * @param signsUntil the end of that key's use
     * @param rekeyFrom when the next one is made, if none is
     * @param waiting whether a newer key waits for its certificate
     * @param refused why the newest key got none
     * @param word of its holder, the newest; nothing where it said none
     */
    public record Standing(
            TimeStampPolicy.Unit definition,
            Optional<Holder> holder,
            Optional<Certificate> certificate,
            Optional<Instant> signsUntil,
            Optional<Instant> rekeyFrom,
            boolean waiting,
            Optional<String> refused,
            Optional<Said> word) {}

    /**
     * What the process that has a unit says of it.
     *
     * @param trouble why it gives no time-stamps
     */
    public record Said(Optional<String> trouble, Instant at) {}

    /** How many tokens a unit gave out in an hour. */
    public record Hour(String unit, Instant from, long tokens) {}

    /** The units that the policy names, in its order. */
    public List<Standing> all() {
        Map<String, Holder> holders = holders();
        List<UnitWords.Word> said = words.newest();
        return policy.bundle().timeStamps().stream()
                .flatMap(stamps -> stamps.units().stream()
                        .map(unit -> standing(
                                unit,
                                Duration.ofDays(stamps.rekeyBeforeDays()),
                                Optional.ofNullable(holders.get(unit.name())),
                                said)))
                .toList();
    }

    /** The tokens of the last day by hour and unit; hours without any are left out. */
    public List<Hour> day() {
        return StoreRows.read(
                store,
                HOURS,
                List.of(),
                row -> new Hour(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant(), row.getLong(3)));
    }

    /**
     * How often each process refused since its start, by the protocol's reason, the most frequent first: of those that had a
     * unit within the last day.
     */
    public Map<String, Long> refusals() {
        Map<String, Map<String, Long>> byProcess = new LinkedHashMap<>();
        words.newest().stream()
                .sorted(Comparator.comparing(UnitWords.Word::at))
                .forEach(word -> byProcess.put(word.instance(), word.refusals()));
        Map<String, Long> sums = new LinkedHashMap<>();
        byProcess.values().forEach(counts -> counts.forEach((why, count) -> sums.merge(why, count, Long::sum)));
        Map<String, Long> refusals = new LinkedHashMap<>();
        sums.entrySet().stream()
                .filter(reason -> reason.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(reason -> refusals.put(reason.getKey(), reason.getValue()));
        return refusals;
    }

    private Standing standing(
            TimeStampPolicy.Unit unit, Duration rekeyBefore, Optional<Holder> holder, List<UnitWords.Word> said) {
        List<UnitKey> all = keys.of(unit.name());
        Optional<Certificate> certificate = all.stream()
                .filter(key -> key.certificate().isPresent())
                .findFirst()
                .flatMap(UnitKey::certificate);
        Optional<Instant> signsUntil = certificate.map(UnitKey::lastUse);
        Optional<UnitKey> newest = all.stream().findFirst();
        return new Standing(
                unit,
                holder,
                certificate,
                signsUntil,
                signsUntil.map(end -> end.minus(rekeyBefore)),
                newest.filter(key ->
                                key.certificate().isEmpty() && key.refused().isEmpty())
                        .isPresent(),
                newest.flatMap(UnitKey::refused),
                said.stream()
                        .filter(word -> word.unit().equals(unit.name())
                                && holder.flatMap(Holder::instance)
                                        .filter(word.instance()::equals)
                                        .isPresent())
                        .findFirst()
                        .map(word -> new Said(word.trouble(), word.at())));
    }

    private Map<String, Holder> holders() {
        Map<String, Holder> holders = new LinkedHashMap<>();
        StoreRows.read(
                        store,
                        HOLDERS,
                        List.of(),
                        row -> Map.entry(
                                row.getString(1),
                                new Holder(
                                        Optional.ofNullable(row.getString(2)),
                                        row.getObject(3, OffsetDateTime.class).toInstant(),
                                        row.getBoolean(4))))
                .forEach(entry -> holders.put(entry.getKey(), entry.getValue()));
        return holders;
    }
}
