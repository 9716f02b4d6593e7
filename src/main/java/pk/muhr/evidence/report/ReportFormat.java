package pk.muhr.evidence.report;

import java.util.Locale;
import java.util.stream.Stream;

/** What a report is written as. */
enum ReportFormat {
    /** One document, with what its columns mean. */
    JSON("application/json"),
    /** The same, a row on each line. */
    JSONL("application/jsonl"),
    /** For spreadsheets. */
    CSV("text/csv;charset=utf-8");

    private final String mediaType;

    ReportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** As HTTP calls it. */
    String mediaType() {
        return mediaType;
    }

    /** As the end of a file's name has it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ReportFormat ofLabel(String label) {
        return Stream.of(values())
                .filter(format -> format.label().equals(label))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }
}
