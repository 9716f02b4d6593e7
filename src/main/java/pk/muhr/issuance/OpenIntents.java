package pk.muhr.issuance;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.problem.StoreRows;

/** How many signatures are under way, for the people who run the service. */
@ApplicationScoped
public class OpenIntents {

    private static final Duration LOOKED_BACK = Duration.ofDays(7);

    private static final String COUNT = """
            select count(*), count(*) filter (where i.lease_end < ?) from intent i
            where i.lease_end >= ? and not exists (select 1 from outcome o where o.intent = i.id)
            """;

    private final AgroalDataSource store;
    private final Clock clock;

    OpenIntents(AgroalDataSource store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Intents without an outcome.
     *
     * @param open all of them
     * @param overdue those past their lease, which are given up
     */
    public record Standing(long open, long overdue) {}

    /** Those of the last seven days. */
    public Standing standing() {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        return StoreRows.read(
                        store,
                        COUNT,
                        List.of(now, now.minus(LOOKED_BACK)),
                        row -> new Standing(row.getLong(1), row.getLong(2)))
                .getFirst();
    }
}
