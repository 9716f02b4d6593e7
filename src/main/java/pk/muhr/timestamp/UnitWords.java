package pk.muhr.timestamp;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.agroal.api.AgroalDataSource;

import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;
import pk.muhr.safety.InstanceName;

/** What processes say of the units that they have. */
@ApplicationScoped
class UnitWords {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};
    private static final int LONGEST = 1000;

    private static final String INSERT =
            "insert into tsu_word (unit, instance, trouble, refusals) values (?, ?, ?, cast(? as jsonb))";

    private static final String NEWEST = """
            select distinct on (unit, instance) unit, instance, trouble, refusals, said_at from tsu_word
            where said_at > clock_timestamp() - interval '1 day' order by unit, instance, seq desc""";

    private final AgroalDataSource store;

    UnitWords(AgroalDataSource store) {
        this.store = store;
    }

    /**
     * The newest word of a process about a unit.
     *
     * @param trouble why it gives no time-stamps
     * @param refusals by reason, of all its units since its start
     */
    record Word(String unit, String instance, Optional<String> trouble, Map<String, Long> refusals, Instant at) {}

    /** Those of the last day. */
    List<Word> newest() {
        return StoreRows.read(
                store,
                NEWEST,
                List.of(),
                row -> new Word(
                        row.getString(1),
                        row.getString(2),
                        Optional.ofNullable(row.getString(3)),
                        counts(row.getString(4)),
                        row.getObject(5, OffsetDateTime.class).toInstant()));
    }

    @Transactional
    void add(InstanceName instance, Map<String, Optional<String>> troubles, Map<String, Long> refusals) {
        try {
            StoreRows.insert(store, INSERT, List.copyOf(troubles.entrySet()), (insert, unit) -> {
                insert.setString(1, unit.getKey());
                insert.setString(2, instance.value());
                insert.setString(
                        3,
                        unit.getValue()
                                .map(text -> text.substring(0, Math.min(LONGEST, text.length())))
                                .orElse(null));
                insert.setString(4, json(refusals));
            });
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    private static String json(Map<String, Long> counts) {
        try {
            return JSON.writeValueAsString(counts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers that cannot be written", e);
        }
    }

    private static Map<String, Long> counts(String json) {
        try {
            return JSON.readValue(json, COUNTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a word about a unit that cannot be read", e);
        }
    }
}
