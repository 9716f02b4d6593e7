package pk.muhr.evidence.export;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.LogVerifier;
import pk.muhr.audit.log.Proofs;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.audit.log.TreeHead;
import pk.muhr.audit.log.WitnessKey;
import pk.muhr.x509.Sha256;

/** Verifies exports with nothing but the log's public keys: no database, no network, no framework. */
public final class ExportVerifier {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final byte[] ZIP = {'P', 'K'};

    private final List<LogVerifier> keys;
    private final Optional<SignedNote> witnessed;
    private final List<WitnessKey> witnesses;

    /**
     * With the keys that somebody trusts.
     *
     * @param witnessed a checkpoint that was got otherwise, which the export must have too
     * @param witnesses whose cosignatures are looked for
     */
    public ExportVerifier(List<LogVerifier> keys, Optional<SignedNote> witnessed, List<WitnessKey> witnesses) {
        this.keys = List.copyOf(keys);
        this.witnessed = witnessed;
        this.witnesses = List.copyOf(witnesses);
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
        Question question = new Question(input.where(), beginning.query());
        RecordsCheck records = new RecordsCheck(checkpoint.head(), question);
        Map<String, TreeHead> heads = new LinkedHashMap<>(Map.of(input.where(), checkpoint.head()));
        List<String> said = new ArrayList<>(List.of(said(checkpoint)));
        said.addAll(cosigned(input.where(), beginning.checkpoint()));
        boolean more = input.next();
        if (question.since() > 0) {
            if (!more) {
                throw new Disproved(input.where(), "the line with the earlier checkpoint is missing.");
            }
            said.add(continued(input, checkpoint.head(), question, heads));
            more = input.next();
        }
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
        said.addAll(records.sentences());
        said.addAll(compare(heads));
        said.add("the log signed this export of %d records.".formatted(records.records()));
        return said;
    }

    /** Checks the line of an export that continues from an earlier checkpoint. */
    private String continued(LineInput input, TreeHead tree, Question question, Map<String, TreeHead> heads)
            throws IOException {
        AuditExport.Continuation continuation = json(input, AuditExport.Continuation.class);
        TreeHead first = checkpoint(input.where(), continuation.first()).head();
        requireSince(input.where(), question, first);
        heads.put(input.where(), first);
        return continued(input.where(), first, tree, continuation.proof());
    }

    /** Where something was asked for since a checkpoint, the earlier tree is that one. */
    static void requireSince(String where, Question question, TreeHead first) {
        if (question.since() > 0 && question.since() != first.size()) {
            throw new Disproved(where, "the checkpoint is not the one of " + question.since() + " records.");
        }
    }

    /** Checks that a tree continues an earlier one, and says so. */
    static String continued(String where, TreeHead first, TreeHead tree, List<String> proof) {
        List<Sha256> hashes;
        try {
            hashes = proof.stream().map(Sha256::new).toList();
        } catch (IllegalArgumentException e) {
            throw new Disproved(where, "this is no hash: " + e.getMessage() + ".");
        }
        if (!Proofs.extend(first, tree, hashes)) {
            throw discontinued(where, first);
        }
        return "the tree continues the one of %d records that was signed before.".formatted(first.size());
    }

    static Disproved discontinued(String where, TreeHead first) {
        return new Disproved(
                where, "the tree does not continue the one of " + first.size() + " records signed before.");
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

    /**
     * Which witnesses cosigned a checkpoint of the export, in sentences; none when nobody asked for any.
     *
     * @throws Disproved for a line under the name and key of a witness that did not sign it
     */
    List<String> cosigned(String where, String note) {
        if (witnesses.isEmpty()) {
            return List.of();
        }
        SignedNote read = ExportNote.of(note).orElseThrow();
        List<String> by = new ArrayList<>();
        for (WitnessKey witness : witnesses) {
            List<Optional<Instant>> times = read.signatures().stream()
                    .filter(witness::isNamedBy)
                    .map(line -> witness.cosigned(read.text(), line))
                    .toList();
            if (times.contains(Optional.<Instant>empty())) {
                throw new Disproved(where, "the cosignature of " + witness.name() + " is not by its key.");
            }
            times.stream().findFirst().flatMap(time -> time).ifPresent(at -> by.add(witness.name() + " at " + at));
        }
        return List.of("%d of %d witnesses cosigned the tree of %d records%s."
                .formatted(
                        by.size(),
                        witnesses.size(),
                        Checkpoint.of(read.text()).orElseThrow().head().size(),
                        by.isEmpty() ? "" : ": " + String.join(", ", by)));
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
