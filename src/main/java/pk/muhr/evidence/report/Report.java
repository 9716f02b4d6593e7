package pk.muhr.evidence.report;

import java.io.IOException;
import java.util.Map;

/** One table for auditors. Each implementation is found by being there. */
interface Report {

    /** Its name, columns and clause. */
    ReportDescription description();

    /** What is said once, above the rows, by name. */
    default Map<String, Object> heading(ReportQuery query) {
        return Map.of();
    }

    /** Gives every row, in its order, as it is read. */
    void each(ReportQuery query, Reader reader) throws IOException;

    /** The same rows without what takes long, for a page that leads to the rest. */
    default void bare(ReportQuery query, Reader reader) throws IOException {
        each(query, reader);
    }

    /** Takes one row after the other: values by the names of columns; what is absent is left out or null. */
    @FunctionalInterface
    interface Reader {
        void read(Map<String, Object> row) throws IOException;
    }
}
