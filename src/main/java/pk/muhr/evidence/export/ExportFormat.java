package pk.muhr.evidence.export;

import java.util.Locale;
import java.util.stream.Stream;

/** What an export is written as. */
public enum ExportFormat {
    /** One record a line, with its proof. */
    JSONL("application/jsonl"),
    /** Readable columns for spreadsheets, without proofs. */
    CSV("text/csv;charset=utf-8"),
    /** All that proves it, in one archive. */
    ZIP("application/zip");

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** As HTTP calls it. */
    public String mediaType() {
        return mediaType;
    }

    /** As the end of a file's name has it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The one of this ending.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static ExportFormat ofLabel(String label) {
        return Stream.of(values())
                .filter(format -> format.label().equals(label))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }
}
