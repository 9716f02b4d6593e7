package pk.muhr.evidence.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;

import pk.muhr.evidence.export.CsvLine;
import pk.muhr.evidence.report.ReportDescription.Column;

/**
 * Writes a report as its rows come. What was cut off has no end: no closing brace, no line with the number of rows; a
 * table for spreadsheets cannot say so.
 */
final class ReportWriter {

    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final int LAST_OF_ASCII = 127;

    private final Report report;
    private final ReportQuery query;
    private final Map<String, Object> heading = new LinkedHashMap<>();
    private final ObjectMapper json;
    private long rows;

    /**
     * Of a report, with what was asked and said once; what cannot be answered is refused here, before the first octet.
     *
     * @param at when it was asked for
     */
    ReportWriter(Report report, ReportQuery query, Instant at, ObjectMapper json) {
        this.report = report;
        this.query = query;
        this.json = json;
        ReportDescription description = report.description();
        heading.put("report", description.name());
        heading.put("title", description.title());
        heading.put("clause", description.clause());
        heading.put("at", at.toString());
        heading.put("asked", query.asked());
        heading.putAll(report.heading(query));
        heading.put("columns", description.columns());
    }

    /** What is said above the rows. */
    Map<String, Object> heading() {
        return heading;
    }

    void write(ReportFormat format, OutputStream out) throws IOException {
        switch (format) {
            case JSON -> writeDocument(out);
            case JSONL -> writeLines(out);
            case CSV -> writeTable(out);
        }
    }

    private void writeDocument(OutputStream out) throws IOException {
        try (JsonGenerator document = generator(out)) {
            document.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT); // what broke off has no end
            document.writeStartObject();
            for (Map.Entry<String, Object> said : heading.entrySet()) {
                document.writePOJOField(said.getKey(), said.getValue());
            }
            document.writeArrayFieldStart("rows");
            report.each(query, row -> {
                write(document, row);
                rows++;
            });
            document.writeEndArray();
            document.writeNumberField("count", rows);
            document.writeEndObject();
        }
    }

    private void writeLines(OutputStream out) throws IOException {
        writeLine(out, line -> line.writePOJO(heading));
        report.each(query, row -> {
            writeLine(out, line -> write(line, row));
            rows++;
        });
        writeLine(out, line -> line.writePOJO(Map.of("count", rows)));
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(JsonGenerator line) throws IOException;
    }

    private void writeLine(OutputStream out, Content content) throws IOException {
        try (JsonGenerator line = generator(out)) {
            content.writeTo(line);
        }
        out.write('\n');
    }

    /** Nothing in it is other than ASCII, so nothing that is not seen, whatever somebody wrote. */
    private JsonGenerator generator(OutputStream out) throws IOException {
        return json.createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                .setHighestNonEscapedChar(LAST_OF_ASCII);
    }

    private void write(JsonGenerator to, Map<String, Object> row) throws IOException {
        to.writeStartObject();
        for (Column column : report.description().columns()) {
            Object value = row.get(column.name());
            if (value != null) {
                to.writePOJOField(column.name(), value instanceof Instant ? value.toString() : value);
            }
        }
        to.writeEndObject();
    }

    private void writeTable(OutputStream out) throws IOException {
        List<Column> columns = report.description().columns();
        out.write((BYTE_ORDER_MARK
                        + CsvLine.line(columns.stream().map(Column::name).toList()))
                .getBytes(StandardCharsets.UTF_8));
        report.each(
                query,
                row -> out.write(CsvLine.line(columns.stream()
                                .map(column -> cell(row.get(column.name())))
                                .toList())
                        .getBytes(StandardCharsets.UTF_8)));
    }

    private String cell(Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            case Instant time -> time.toString();
            case List<?> many
            when many.stream().allMatch(String.class::isInstance) ->
                many.stream().map(String.class::cast).collect(Collectors.joining("; "));
            default -> structure(value);
        };
    }

    private String structure(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
