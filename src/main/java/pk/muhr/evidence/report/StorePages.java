package pk.muhr.evidence.report;

import java.io.IOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.problem.StoreQuery;

/**
 * Rows of the store, a page at a time: neither memory nor a connection waits for whoever reads. A question names what its
 * rows are ordered by {@code key1} and {@code key2}, together unique; what narrows it, {@code at}, {@code authority},
 * {@code profile} and {@code body}; and its other columns as the report does.
 */
@ApplicationScoped
class StorePages {

    private static final int PAGE = 500;

    private final AgroalDataSource store;

    StorePages(AgroalDataSource store) {
        this.store = store;
    }

    /** Takes one page after the other. */
    @FunctionalInterface
    interface PageReader {
        void read(List<Map<String, Object>> page) throws IOException;
    }

    private record Placed(Object first, Object second, Map<String, Object> row) {}

    /** Gives every row. */
    void each(ReportDescription description, String select, ReportQuery query, Report.Reader reader)
            throws IOException {
        pages(description, select, query, page -> {
            for (Map<String, Object> row : page) {
                reader.read(row);
            }
        });
    }

    /** Gives the rows by pages, for what is looked up for many at once. */
    void pages(ReportDescription description, String select, ReportQuery query, PageReader reader) throws IOException {
        pages(description, select, query, PAGE, reader);
    }

    /** The same with pages of this size, where each page costs a look at everything. */
    void pages(ReportDescription description, String select, ReportQuery query, int size, PageReader reader)
            throws IOException {
        List<Placed> page = page(rows(description, select, query), size);
        while (!page.isEmpty()) {
            reader.read(page.stream().map(Placed::row).toList());
            Placed last = page.getLast();
            page = page.size() < size
                    ? List.of()
                    : page(
                            rows(description, select, query).and("(key1, key2) > (?, ?)", last.first(), last.second()),
                            size);
        }
    }

    /** How many rows there are. */
    long count(ReportDescription description, String select, ReportQuery query) {
        return narrowed("select count(*) from (" + select + ") q where true", description, query)
                .rows(store, row -> row.getLong(1))
                .getFirst();
    }

    private List<Placed> page(StoreQuery question, int size) {
        return question.limited("key1, key2", size)
                .rows(store, row -> new Placed(row.getObject("key1"), row.getObject("key2"), values(row)));
    }

    private static StoreQuery rows(ReportDescription description, String select, ReportQuery query) {
        return narrowed("select * from (" + select + ") q where true", description, query);
    }

    private static StoreQuery narrowed(String beginning, ReportDescription description, ReportQuery query) {
        StoreQuery question = new StoreQuery(beginning);
        query.from()
                .map(time -> time.atOffset(ZoneOffset.UTC))
                .ifPresent(time ->
                        question.and(description.isOfPeriods() ? "(until is null or until > ?)" : "at >= ?", time));
        query.to().ifPresent(time -> question.and("at < ?", time.atOffset(ZoneOffset.UTC)));
        return question.andSame("authority", query.authority())
                .andSame("profile", query.profile())
                .andSame("body", query.body());
    }

    private static Map<String, Object> values(ResultSet row) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            values.put(row.getMetaData().getColumnLabel(column), value(row.getObject(column)));
        }
        return values;
    }

    private static Object value(Object stored) throws SQLException {
        return switch (stored) {
            case Timestamp time -> time.toInstant();
            case Array array -> Arrays.asList((Object[]) array.getArray());
            case UUID id -> id.toString();
            case null, default -> stored;
        };
    }
}
