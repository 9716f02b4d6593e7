package pk.muhr.evidence.export;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.LogVerifier;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.audit.log.TreeHead;

/** Verifies exports with nothing but the log's public keys: no database, no network, no framework. */
public final class ExportVerifier {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final byte[] ZIP = {'P', 'K'};

    private final List<LogVerifier> keys;
    private final Optional<SignedNote> witnessed;

    /**
     * With the keys that somebody trusts.
     *
     * @param witnessed a checkpoint that was got otherwise, which the export must have too
     */
    public ExportVerifier(List<LogVerifier> keys, Optional<SignedNote> witnessed) {
        this.keys = List.copyOf(keys);
        this.witnessed = witnessed;
    }

    /**
     * What was verified of an archive or a file of lines, in sentences.
     *
     * @throws Disproved with the first thing that is not true
     * @throws IOException when the file cannot be read
     */
    public List<String> verify(Path file) throws IOException {
        byte[] head = new byte[ZIP.length];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(ZIP.length);
            int read = in.readNBytes(head, 0, ZIP.length);
            if (read < ZIP.length || !Arrays.equals(head, ZIP)) {
                in.reset();
                return lines(new LineInput(file.toString(), in));
            }
        }
        return new ArchiveCheck(file, this).verify();
    }

    private List<String> lines(LineInput input) throws IOException {
        if (!input.next()) {
            throw new Disproved(input.where(), "the file is empty.");
        }
        AuditExport.Beginning beginning = json(input, AuditExport.Beginning.class);
        Checkpoint checkpoint = checkpoint(input.where(), beginning.checkpoint());
        RecordsCheck records = new RecordsCheck(checkpoint.head(), new Question(input.where(), beginning.query()));
        boolean more = input.next();
        while (more && ExportLine.begins(input.octets())) {
            records.check(input);
            more = input.next();
        }
        if (!more) {
            throw new Disproved(input.where(), "the last line, with the signature, is missing.");
        }
        AuditExport.Ending ending = json(input, AuditExport.Ending.class);
        if (!ExportNote.says(ending.signature(), input.sha256Before(), keys)) {
            throw new Disproved(input.where(), "the log did not sign that these are the lines of an export.");
        }
        if (ending.records() != records.records()) {
            throw new Disproved(
                    input.where(), "there are %d records, not %d.".formatted(records.records(), ending.records()));
        }
        records.end(input.where());
        if (input.next()) {
            throw new Disproved(input.where(), "nothing comes after the signature.");
        }
        List<String> said = new ArrayList<>(List.of(said(checkpoint)));
        said.addAll(records.sentences());
        said.addAll(compare(Map.of(input.where(), checkpoint.head())));
        said.add("the log signed this export of %d records.".formatted(records.records()));
        return said;
    }

    /** Reads a line that is written in one way. */
    static <T> T json(LineInput input, Class<T> type) throws IOException {
        byte[] octets = input.octets();
        T read = json(input.where(), octets, type);
        if (!Arrays.equals(JSON.writeValueAsBytes(read), octets)) {
            throw new Disproved(input.where(), "the line is not written as an export writes it.");
        }
        return read;
    }

    /** Reads a value that an export has in this place. */
    static <T> T json(String where, byte[] octets, Class<T> type) {
        try {
            T read = JSON.readValue(octets, type);
            if (read != null) {
                return read;
            }
        } catch (IOException e) {
            throw new Disproved(
                    where,
                    "this is not what an export has here (" + e.getClass().getSimpleName() + ").");
        }
        throw new Disproved(where, "this is not what an export has here.");
    }

    /** The checkpoint of a note that one of the keys signed. */
    Checkpoint checkpoint(String where, String note) {
        SignedNote read =
                ExportNote.of(note).orElseThrow(() -> new Disproved(where, "the checkpoint is not a signed note."));
        return keys.stream()
                .flatMap(key -> key.checkpoint(read).stream())
                .findFirst()
                .orElseThrow(() -> new Disproved(where, "the checkpoint is not signed by a key that you gave."));
    }

    /** The keys that are trusted. */
    List<LogVerifier> keys() {
        return keys;
    }

    /** What a checkpoint says, for people. */
    static String said(Checkpoint checkpoint) {
        return "the log %s signed a tree of %d records."
                .formatted(checkpoint.origin(), checkpoint.head().size());
    }

    /**
     * Compares with the checkpoint that was got otherwise, if there is one.
     *
     * @param heads trees of the export, by where they stand
     */
    List<String> compare(Map<String, TreeHead> heads) {
        if (witnessed.isEmpty()) {
            return List.of();
        }
        Checkpoint other =
                checkpoint("the checkpoint that you gave", witnessed.get().encoded());
        for (Map.Entry<String, TreeHead> head : heads.entrySet()) {
            if (head.getValue().equals(other.head())) {
                return List.of("its tree of %d records is the one of the checkpoint that you gave."
                        .formatted(other.head().size()));
            }
            if (head.getValue().size() == other.head().size()) {
                throw new Disproved(
                        head.getKey(),
                        "the tree has as many records as the checkpoint that you gave and is another one.");
            }
        }
        throw new Disproved(
                "the checkpoint that you gave",
                "its tree of " + other.head().size() + " records is none of this export's, which has "
                        + heads.values().stream().map(TreeHead::size).toList() + ".");
    }
}
