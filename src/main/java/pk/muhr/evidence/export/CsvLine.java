package pk.muhr.evidence.export;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import pk.muhr.x509.LegibleText;

/** A row for a spreadsheet (RFC 4180): every cell is quoted, is one line, and is text whatever it begins with. */
public final class CsvLine {

    /** Columns of {@link #of}. */
    static final String HEADER = line(List.of(
            "index",
            "seq",
            "at",
            "event",
            "outcome",
            "actor",
            "role",
            "authority",
            "request",
            "subject",
            "policy",
            "details"));

    private static final String FORMULA = "=+-@\t\r＝＋－＠";

    private CsvLine() {}

    /** The line of a record, with its end. */
    static String of(ExportLine line) {
        return line(List.of(
                "" + line.record().index(),
                "" + line.line().seq(),
                line.line().at(),
                line.line().event(),
                line.line().outcome(),
                line.text("actor").orElse(""),
                line.text("role").orElse(""),
                Optional.ofNullable(line.line().authority()).orElse(""),
                line.text("request").orElse(""),
                line.text("subject").orElse(""),
                Optional.ofNullable(line.line().policy()).orElse(""),
                line.details()));
    }

    /** The line of these cells, with its end. */
    public static String line(List<String> cells) {
        return cells.stream().map(CsvLine::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A formula becomes text by an apostrophe, and what cannot be seen is spelt out. */
    static String cell(String value) {
        String inert = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return '"' + LegibleText.shown(inert, Integer.MAX_VALUE).replace("\"", "\"\"") + '"';
    }
}
