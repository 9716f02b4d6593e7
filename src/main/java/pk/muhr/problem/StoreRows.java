package pk.muhr.problem;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.agroal.api.AgroalDataSource;

/** Rows of the store where a statement says more than an entity does. */
public final class StoreRows {

    private StoreRows() {}

    /** Takes the row that the result stands on for what it means. */
    @FunctionalInterface
    public interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Puts one row's values into the statement that inserts it. */
    @FunctionalInterface
    public interface Writing<T> {
        void to(PreparedStatement insert, T row) throws SQLException;
    }

    /**
     * Inserts a row for each of these with few round trips, over the connection of the transaction under way.
     *
     * @throws SQLException when the database refuses one; then none of them is there
     */
    public static <T> void insert(AgroalDataSource store, String text, List<T> rows, Writing<T> writing)
            throws SQLException {
        try (Connection connection = store.getConnection();
                PreparedStatement insert = connection.prepareStatement(text)) {
            for (T row : rows) {
                writing.to(insert, row);
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (BatchUpdateException e) {
            throw e.getNextException() == null ? e : e.getNextException(); // its own message repeats every value
        }
    }

    /**
     * All rows that a query gives, over the connection of the transaction under way if there is one.
     *
     * @param values of its parameters, in their order
     * @throws StoreFailed when the database cannot answer
     */
    public static <T> List<T> read(AgroalDataSource store, String text, List<?> values, Reading<T> reading) {
        try (Connection connection = store.getConnection()) {
            return read(connection, text, values, reading);
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    /** All rows that a query gives, over a connection of the caller's. */
    public static <T> List<T> read(Connection connection, String text, List<?> values, Reading<T> reading)
            throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(text)) {
            for (int at = 0; at < values.size(); at++) {
                Object value = values.get(at);
                query.setObject(
                        at + 1, value instanceof String[] many ? connection.createArrayOf("text", many) : value);
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(reading.of(row));
                }
            }
            return found;
        }
    }
}
