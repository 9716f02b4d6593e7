package pk.muhr.evidence.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.json.JsonMapper;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.Proofs;
import pk.muhr.audit.log.RecordQuery;
import pk.muhr.audit.log.RecordSearch;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.audit.log.TileReader;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.Sha256Output;

/**
 * Records on their way out: those that a signed tree has, each with its proof, written as they are read. What was cut off
 * has no end, and whoever verifies it says so.
 */
final class AuditExport {

    /** The event that has the fingerprint of an issued certificate as its subject. */
    static final String ISSUED = "CERTIFICATE_ISSUED";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final RecordSearch records;
    private final RecordQuery query;
    private final Optional<SignedNote> since;
    private final long first;
    private final SignedNote note;
    private final long size;
    private final Proofs proofs;

    /**
     * Of what a signed tree has.
     *
     * @param since a checkpoint of an earlier tree, whose records are left out
     * @param note a checkpoint of it
     */
    AuditExport(
            RecordSearch records, TileReader tiles, RecordQuery query, Optional<SignedNote> since, SignedNote note) {
        this.records = records;
        this.query = query;
        this.since = since;
        this.first = since.map(AuditExport::size).orElse(0L);
        this.note = note;
        this.size = size(note);
        this.proofs = new Proofs(tiles);
    }

    /** Leaves of the tree of a checkpoint. */
    static long size(SignedNote note) {
        return Checkpoint.of(note.text()).orElseThrow().head().size();
    }

    /** The checkpoint that proofs are against. */
    SignedNote checkpoint() {
        return note;
    }

    /** Leaves of its tree. */
    long size() {
        return size;
    }

    /** The checkpoint that it continues from. */
    Optional<SignedNote> since() {
        return since;
    }

    /** The proof that its tree begins with the one of this checkpoint. */
    Continuation continuation(SignedNote earlier) {
        return new Continuation(
                earlier.encoded(),
                proofs.consistency(size(earlier), size).stream()
                        .map(Sha256::hex)
                        .toList());
    }

    /** Which records. */
    RecordQuery query() {
        return query;
    }

    /** Takes one line after the other. */
    @FunctionalInterface
    interface Reader {
        void read(ExportLine line) throws IOException;
    }

    /** Gives each record with its proof. */
    void each(Reader reader) throws IOException {
        records.each(
                query,
                first,
                size,
                record -> reader.read(ExportLine.of(record, proofs.inclusion(record.index(), size))));
    }

    /** Gives those of the records, without proofs, that say that a certificate was issued. */
    void eachIssued(Reader reader) throws IOException {
        if (query.event().isEmpty() || query.event().get().equals(ISSUED)) {
            records.each(query.withEvent(ISSUED), first, size, record -> reader.read(ExportLine.of(record, List.of())));
        }
    }

    /** One row for each record. */
    void writeCsv(OutputStream out) throws IOException {
        out.write((BYTE_ORDER_MARK + CsvLine.HEADER).getBytes(StandardCharsets.UTF_8));
        records.each(
                query,
                first,
                size,
                record -> out.write(CsvLine.of(ExportLine.of(record, List.of())).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * A line with the checkpoint, one with an earlier one where it continues from that, one for each record, and one with their number and a signature over all before.
     *
     * @param sign makes a note that says that this is an export's content
     */
    void writeLines(OutputStream out, Function<Sha256, SignedNote> sign) throws IOException {
        Sha256Output hashed = new Sha256Output(out);
        write(hashed, new Beginning(note.encoded(), question()));
        if (since.isPresent()) {
            write(hashed, continuation(since.get()));
        }
        long[] count = {0};
        each(line -> {
            writeLine(hashed, line);
            count[0]++;
        });
        write(out, new Ending(count[0], sign.apply(hashed.sha256()).encoded()));
    }

    /** The first line. */
    record Beginning(String checkpoint, Map<String, String> query) {}

    /** The second line, where it continues from an earlier checkpoint: that one, and the consistency proof in hex. */
    record Continuation(String first, List<String> proof) {}

    /** The last line. */
    record Ending(long records, String signature) {}

    static void writeLine(OutputStream out, ExportLine line) throws IOException {
        out.write(line.json());
        out.write('\n');
    }

    /** One line. */
    static void write(OutputStream out, Object line) throws IOException {
        out.write(JSON.writeValueAsBytes(line));
        out.write('\n');
    }

    /** What was asked for, by the names of the call's parameters. */
    Map<String, String> question() {
        Map<String, String> asked = new LinkedHashMap<>();
        put(asked, "since", since.map(AuditExport::size));
        put(asked, "from", query.from());
        put(asked, "to", query.to());
        put(asked, "event", query.event());
        put(asked, "authority", query.authority());
        put(asked, "body", query.body());
        put(asked, "profile", query.profile());
        return asked;
    }

    private static void put(Map<String, String> asked, String name, Optional<?> value) {
        value.ifPresent(given -> asked.put(name, given.toString()));
    }
}
