package pk.muhr.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.agroal.api.AgroalDataSource;

/** A query whose conditions are known only when it is asked: words and values grow together. */
public final class StoreQuery {

    private final StringBuilder text;
    private final List<Object> values = new ArrayList<>();

    /** @param beginning up to and with a first condition, which may be {@code where true} */
    public StoreQuery(String beginning) {
        this.text = new StringBuilder(beginning);
    }

    /** A condition or a part of one, with the values of its places. */
    public record Condition(String text, List<Object> values) {}

    /** Narrows by a condition with as many {@code ?} as there are values; arrays of text stand for arrays. */
    public StoreQuery and(String condition, Object... given) {
        text.append(" and ").append(condition);
        values.addAll(Arrays.asList(given));
        return this;
    }

    /** Narrows to what is this value, if there is one. */
    public StoreQuery andSame(String column, Optional<?> value) {
        value.ifPresent(given -> and(column + " = ?", given));
        return this;
    }

    /** Ends with an order and a limit. */
    public StoreQuery limited(String order, int count) {
        text.append(" order by ").append(order).append(" limit ?");
        values.add(count);
        return this;
    }

    /** The words of the query. */
    public String text() {
        return text.toString();
    }

    /** Its values, in the order of their places. */
    public List<Object> values() {
        return List.copyOf(values);
    }

    /**
     * All rows that it gives.
     *
     * @throws StoreFailed when the database cannot answer
     */
    public <T> List<T> rows(AgroalDataSource store, StoreRows.Reading<T> reading) {
        return StoreRows.read(store, text(), values, reading);
    }
}
