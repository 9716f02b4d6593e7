package pk.muhr.evidence.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import pk.muhr.audit.log.LogEntry;
import pk.muhr.audit.log.LoggedRecord;
import pk.muhr.audit.log.Opening;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;

/**
 * A record in an export: one line of JSON, whose readable members say again what the entry and the openings prove. There
 * is one way to write it, so whoever reads it writes it anew and compares.
 *
 * @param proof that the entry is in the tree of the export's checkpoint, from the leaf up
 */
record ExportLine(LoggedRecord record, LogEntry.Line line, List<Sha256> proof) {

    /** Begins the names of fields that are members of {@code details}. */
    static final String DETAIL = "details.";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ObjectReader LINE = JSON.readerFor(Line.class);
    private static final byte[] BEGINNING = "{\"index\":".getBytes(StandardCharsets.US_ASCII);
    private static final int USUAL = 4096;

    /** What is read of a line; the rest follows from it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Line(long index, byte[] entry, List<Field> openings, List<String> proof) {}

    private record Field(String name, String salt, String json) {
        Opening opening() {
            return new Opening(name, Der.ofHex(salt), json);
        }
    }

    /**
     * The line of a record in the log.
     *
     * @throws IllegalStateException when its entry cannot be read
     */
    static ExportLine of(LoggedRecord record, List<Sha256> proof) {
        LogEntry.Line line = LogEntry.read(record.entry())
                .orElseThrow(() -> new IllegalStateException("the entry " + record.index() + " is not JSON"));
        return new ExportLine(record, line, proof);
    }

    /** Reads a line without its end; nothing for what is none. What is readable in it is not looked at. */
    static Optional<ExportLine> of(byte[] json) {
        try {
            Line read = LINE.readValue(json);
            LoggedRecord record = new LoggedRecord(
                    read.index(),
                    Der.of(read.entry()),
                    read.openings().stream().map(Field::opening).toList());
            List<Sha256> proof = read.proof().stream().map(Sha256::new).toList();
            return LogEntry.read(record.entry()).map(line -> new ExportLine(record, line, proof));
        } catch (IOException | RuntimeException e) { // whatever is missing, or no hash, or no opening
            return Optional.empty();
        }
    }

    /** Whether a line is one of a record, true or not. */
    static boolean begins(byte[] json) {
        return Arrays.equals(json, 0, Math.min(json.length, BEGINNING.length), BEGINNING, 0, BEGINNING.length);
    }

    /** Whether these octets are the line, so that all that is readable in it is what it proves. */
    boolean isWrittenAs(byte[] json) {
        return Arrays.equals(json(), json);
    }

    /** The line, without its end. */
    byte[] json() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("index", record.index());
            writeReadable(json);
            json.writeBinaryField("entry", record.entry().bytes());
            json.writeArrayFieldStart("openings");
            for (Opening opening : record.openings()) {
                json.writeStartObject();
                json.writeStringField("name", opening.name());
                json.writeStringField("salt", opening.salt().hex());
                json.writeStringField("json", opening.json());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("proof");
            for (Sha256 hash : proof) {
                json.writeString(hash.hex());
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void writeReadable(JsonGenerator json) throws IOException {
        json.writeNumberField("seq", line.seq());
        json.writeStringField("at", line.at());
        json.writeStringField("event", line.event());
        json.writeStringField("outcome", line.outcome());
        writeIfAny(json, "authority", line.authority());
        writeIfAny(json, "policy", line.policy());
        for (Opening opening : record.openings()) {
            if (!opening.name().startsWith(DETAIL)) {
                json.writeFieldName(opening.name());
                json.writeRawValue(opening.json());
            }
        }
        json.writeFieldName("details");
        writeDetails(json);
    }

    private void writeDetails(JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Opening opening : record.openings()) {
            if (opening.name().startsWith(DETAIL)) {
                json.writeFieldName(opening.name().substring(DETAIL.length()));
                json.writeRawValue(opening.json());
            }
        }
        json.writeEndObject();
    }

    private static void writeIfAny(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    /** The details alone, as one object. */
    String details() {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            writeDetails(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** The text of a field; nothing when the record has none of this name. */
    Optional<String> text(String field) {
        return record.openings().stream()
                .filter(opening -> opening.name().equals(field))
                .map(opening -> string(opening.json()))
                .findFirst();
    }

    /** Whether a field is this text, which has nothing that JSON writes otherwise. */
    boolean says(String field, String text) {
        return record.openings().stream()
                .anyMatch(opening ->
                        opening.name().equals(field) && opening.json().equals('"' + text + '"'));
    }

    private static String string(String json) {
        try {
            return JSON.readValue(json, String.class);
        } catch (IOException e) {
            throw new IllegalStateException("the fields of a record are texts", e);
        }
    }
}
