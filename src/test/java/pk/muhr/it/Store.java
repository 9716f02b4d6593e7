package pk.muhr.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The program's database, read with the rights of the service, a fresh connection for each question. */
public record Store(DataDirectory data) {

    /** The one number that a query answers. */
    long number(String query) {
        return Long.parseLong(rows(query).getFirst().getFirst());
    }

    /** The rows of a query, each value as text, null as null. */
    public List<List<String>> rows(String query, Object... values) {
        try (Connection connection = data.asApplication();
                PreparedStatement statement = connection.prepareStatement(query)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            try (ResultSet row = statement.executeQuery()) {
                List<List<String>> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(values(row));
                }
                return rows;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private static List<String> values(ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            values.add(row.getString(column));
        }
        return values;
    }

    /** How many rows each value of the first column has: for a figure in a report. */
    String tally(String table, String column) {
        return rows("select %s, count(*) from %s group by 1 order by 1".formatted(column, table)).stream()
                .map(row -> IntStream.range(0, row.size()).mapToObj(row::get).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
    }
}
