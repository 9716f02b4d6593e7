package pk.muhr.evidence.report;

import java.util.List;
import java.util.Set;

/**
 * What a report shows.
 *
 * @param name in its address
 * @param clause where the obligation stands
 * @param parameters that narrow it, by name
 */
public record ReportDescription(
        String name, String title, String clause, Set<String> parameters, List<Column> columns) {

    static final String FROM = "from";
    static final String TO = "to";
    static final String AUTHORITY = "authority";
    static final String PROFILE = "profile";
    static final String BODY = "body";
    static final String SHARE = "share";
    static final String CHECKPOINT = "checkpoint";

    /** The column with the time at which something that is a period ended. */
    static final String UNTIL = "until";

    /**
     * A column.
     *
     * @param says what stands in it
     */
    public record Column(String name, String says) {}

    public ReportDescription {
        columns = List.copyOf(columns);
    }

    /**
     * With columns as a table of text: on each line a name, spaces, and what it says.
     *
     * @param parameters that narrow it
     */
    static ReportDescription of(String name, String title, String clause, String columns, String... parameters) {
        return new ReportDescription(
                name,
                title,
                clause,
                Set.of(parameters),
                columns.lines()
                        .map(line -> line.split(" +", 2))
                        .map(parts -> new Column(parts[0], parts[1]))
                        .toList());
    }

    /** Whether its rows last from {@code at} to {@code until}, and are asked for by what they overlap. */
    boolean isOfPeriods() {
        return columns.stream().anyMatch(column -> column.name().equals(UNTIL));
    }
}
