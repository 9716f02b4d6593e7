package pk.muhr.safety.clock;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.safety.InstanceName;

/** How the clocks of the processes that sign a time were, each once in a minute (CSBR §6.8). */
@ApplicationScoped
public class ClockSamples {

    private static final int MICRO = 1000;

    private static final String INSERT =
            "insert into clock_sample (instance, good, clock_offset, error) values (?, ?, ?, ?)";

    private static final String NEWEST = """
            select distinct on (instance) instance, recorded_at, good, clock_offset, error from clock_sample
            where recorded_at > clock_timestamp() - interval '1 day' order by instance, seq desc""";

    private static final String HOURS = """
            select date_trunc('hour', recorded_at) as hour, max(abs(clock_offset)), max(abs(clock_offset) + error),
                   count(*) filter (where not good)
            from clock_sample where recorded_at > clock_timestamp() - interval '1 day' group by 1 order by 1""";

    private final AgroalDataSource store;

    ClockSamples(AgroalDataSource store) {
        this.store = store;
    }

    /**
     * The newest word of a process.
     *
     * @param good whether a time may be signed by it
     */
    public record Newest(String instance, Instant at, boolean good, Optional<Duration> offset) {}

    /**
     * An hour of all processes.
     *
     * @param offset the largest, whichever way
     * @param bound the largest with its error
     * @param bad how many looks a time could not be signed by
     */
    public record Hour(Instant from, Duration offset, Duration bound, long bad) {}

    /** What each process said last within a day. */
    public List<Newest> newest() {
        return rows(NEWEST, row -> new Newest(row.getString(1), time(row, 2), row.getBoolean(3), micros(row, 4)));
    }

    /** The last day by its hours, as far as there were looks. */
    public List<Hour> day() {
        return rows(
                HOURS,
                row -> new Hour(
                        time(row, 1),
                        micros(row, 2).orElse(Duration.ZERO),
                        micros(row, 3).orElse(Duration.ZERO),
                        row.getLong(4)));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> rows(String question, Reading<T> reading) {
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(question);
                ResultSet row = query.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (row.next()) {
                found.add(reading.of(row));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("the samples of the clock cannot be read", e);
        }
    }

    /** @param look absent where the sources did not agree */
    @Transactional
    void add(InstanceName instance, boolean good, Optional<ClockLook> look) {
        try (Connection connection = store.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, instance.value());
            insert.setBoolean(2, good);
            insert.setObject(
                    3, look.map(seen -> seen.offset().toNanos() / MICRO).orElse(null), Types.BIGINT);
            insert.setObject(4, look.map(seen -> seen.error().toNanos() / MICRO).orElse(null), Types.BIGINT);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("a sample of the clock cannot be recorded", e);
        }
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Optional<Duration> micros(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, Long.class)).map(micros -> Duration.ofNanos(micros * MICRO));
    }
}
