package pk.muhr.evidence.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.Consumer;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.log.LogVerifier;
import pk.muhr.audit.log.SignedNote;

/** An export convinces two verifiers of different authors and languages; whatever is changed in it, neither. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ExportVerifierTest {

    private static final int SEED = 20261122;

    @TempDir
    Path directory;

    @Inject
    AuditRecords audit;

    private ExportVerifier verifier;

    @BeforeEach
    void trustTheLog() {
        verifier = new ExportVerifier(keys(), Optional.empty(), List.of());
    }

    private static List<LogVerifier> keys() {
        return Exported.keys()
                .lines()
                .map(line -> LogVerifier.of(line).orElseThrow())
                .toList();
    }

    /** The records of an event of its own. */
    private byte[] lines(int count) throws InterruptedException {
        return Exported.of("event=" + Exported.happened(audit, count)).asByteArray();
    }

    private List<String> verify(byte[] export) throws IOException {
        return verifier.verify(Files.write(directory.resolve("export"), export));
    }

    private void assertFound(String mutation, byte[] export) {
        assertThatThrownBy(() -> verify(export)).as(mutation).isInstanceOf(Disproved.class);
    }

    private Exported.Ran second(byte[] export) throws IOException, InterruptedException {
        return Exported.second(directory, export);
    }

    @Test
    void linesAreVerifiedByBoth() throws Exception {
        byte[] export = lines(5);
        assertThat(verify(export)).anySatisfy(said -> assertThat(said).startsWith("5 records are in the tree"));
        Exported.Ran second = second(export);
        assertThat(second.status()).as(second.said()).isZero();
        assertThat(second.said()).isEqualTo("verified: 5 records\n");
    }

    @Test
    void anArchiveIsVerifiedByBoth() throws Exception {
        byte[] export = Exported.archive();
        assertThat(verify(export))
                .anySatisfy(said -> assertThat(said).contains(" without a gap"))
                .anySatisfy(said -> assertThat(said).contains("the tree continues the one of"))
                .anySatisfy(said -> assertThat(said).startsWith("asked for: from "))
                .contains("whether something was left out cannot be seen.")
                .anySatisfy(said -> assertThat(said).startsWith("1 certificates are those that records say"))
                .anySatisfy(said ->
                        assertThat(said).matches("compare the roots: national-root-g1 with SHA-256 [0-9a-f]{64}.*"))
                .anySatisfy(said -> assertThat(said).startsWith("1 policy bundles, which are all"));
        Exported.Ran second = second(export);
        assertThat(second.status()).as(second.said()).isZero();
        assertThat(second.said()).endsWith(" records, 1 certificates\n");
    }

    /** An auditor kept a checkpoint: what came later, all of it, and the proof that the tree goes on. */
    @Test
    void whatCameSinceACheckpointIsVerifiedByBoth() throws Exception {
        Exported.happened(audit, 3);
        String kept = Api.anonymous().get("/log/checkpoint").asString();
        String size = kept.lines().skip(1).findFirst().orElseThrow();
        Exported.happened(audit, 5);
        ExportVerifier mine = new ExportVerifier(keys(), SignedNote.of(kept), List.of());
        for (String format : List.of("jsonl", "zip")) {
            byte[] export = Exported.of("since=" + size + "&format=" + format).asByteArray();
            List<String> said = mine.verify(Files.write(directory.resolve("export"), export));
            assertThat(said)
                    .as(format)
                    .contains(
                            "asked for: since " + size + ".",
                            "nothing was left out.",
                            "the tree continues the one of " + size + " records that was signed before.",
                            "its tree of " + size + " records is the one of the checkpoint that you gave.");
            assertThat(second(export).said()).startsWith("verified");
        }
        String lines = new String(Exported.of("since=" + size).asByteArray(), StandardCharsets.UTF_8);
        String withoutProof = lines.replaceFirst("\n\\{\"first\".*\n", "\n");
        assertThat(withoutProof).isNotEqualTo(lines);
        assertFound("no earlier checkpoint", withoutProof.getBytes(StandardCharsets.UTF_8));
        String otherProof = lines.replaceFirst("\"proof\":\\[\"[0-9a-f]", "\"proof\":[\"x");
        assertFound("no proof", otherProof.getBytes(StandardCharsets.UTF_8));
        assertFound(
                "from a place before",
                lines.replaceFirst("\"since\":\"\\d+\"", "\"since\":\"1\"").getBytes(StandardCharsets.UTF_8));
        assertThat(second(withoutProof.getBytes(StandardCharsets.UTF_8)).status())
                .isEqualTo(1);
    }

    @Test
    void everythingIsVerifiedByBoth() throws Exception {
        for (String format : List.of("zip", "jsonl")) {
            byte[] export = Exported.of("format=" + format).asByteArray();
            assertThat(verify(export)).contains("asked for: everything.", "nothing was left out.");
            Exported.Ran second = second(export);
            assertThat(second.status()).as(second.said()).isZero();
        }
    }

    @Test
    void flippedOctetsOfLinesAreFound() throws Exception {
        flipLines(5);
    }

    @Test
    @Tag("long")
    void everyFlippedOctetOfLinesIsFound() throws Exception {
        flipLines(1);
    }

    private void flipLines(int step) throws Exception {
        byte[] export = lines(2);
        for (int at = 0; at < export.length; at += step) {
            assertFound("octet " + at, flipped(export, at, 1 << at % Byte.SIZE));
        }
        assertThat(export.length).isGreaterThan(1000);
    }

    @Test
    void flippedOctetsOfAnArchiveAreFound() throws Exception {
        flipArchive(200, 5);
    }

    @Test
    @Tag("long")
    void thousandsOfFlippedOctetsOfAnArchiveAreFound() throws Exception {
        flipArchive(1200, 1);
    }

    /** So many octets all over it, and those of its end in these steps. */
    private void flipArchive(int many, int step) throws Exception {
        byte[] export = Exported.archive();
        int stride = Math.max(1, export.length / many);
        int tried = 0;
        for (int at = 0; at < export.length; at += stride, tried++) {
            assertFound("octet " + at, flipped(export, at, 1 << tried % Byte.SIZE));
        }
        for (int at = export.length - 1500; at < export.length; at += step) {
            assertFound("octet " + at, flipped(export, at, 1 << at % Byte.SIZE));
        }
        assertThat(tried).isGreaterThanOrEqualTo(many);
    }

    private static byte[] flipped(byte[] export, int at, int bit) {
        byte[] changed = export.clone();
        changed[at] ^= (byte) bit;
        return changed;
    }

    @Test
    void theSecondVerifierFindsFlippedOctetsToo() throws Exception {
        Random random = new Random(SEED);
        for (byte[] export : List.of(lines(2), Exported.archive())) {
            List<byte[]> changed = new ArrayList<>();
            for (int turn = 0; turn < 20; turn++) {
                changed.add(flipped(export, random.nextInt(export.length), 1 << turn % Byte.SIZE));
            }
            Exported.Ran ran = Exported.second(directory, changed);
            assertThat(ran.status()).as(ran.said()).isEqualTo(1);
            assertThat(ran.said().lines())
                    .hasSameSizeAs(changed)
                    .allMatch(said -> said.matches(".*/export\\d+: [A-Za-z]+: .*"));
        }
    }

    @Test
    void everyOtherLineIsFound() throws Exception {
        changeLines(40);
    }

    @Test
    @Tag("long")
    void everyOtherLineIsFoundWhereverItIs() throws Exception {
        changeLines(400);
    }

    /** Delete, insert, swap, repeat and edit lines, and cut the file off; each at a place by chance. */
    private void changeLines(int turns) throws Exception {
        List<String> export =
                new String(lines(40), StandardCharsets.UTF_8).lines().toList();
        List<String> other =
                new String(lines(40), StandardCharsets.UTF_8).lines().toList();
        Random random = new Random(SEED);
        int tried = 0;
        for (int turn = 0; turn < turns; turn++) {
            int one = 1 + random.nextInt(40);
            int two = 1 + (one + random.nextInt(38)) % 40;
            for (List<String> changed : List.of(
                    edited(export, lines -> lines.remove(one)),
                    edited(export, lines -> lines.add(one, other.get(two))),
                    edited(export, lines -> lines.set(one, other.get(one))),
                    edited(export, lines -> lines.add(one, lines.get(one))),
                    edited(export, lines -> Collections.swap(lines, one, two)),
                    edited(export, lines -> lines.set(one, lines.get(one).replaceFirst("subject-\\d+", "subject-x"))),
                    edited(export, lines -> lines.subList(one, lines.size()).clear()),
                    edited(export, lines -> lines.set(0, other.get(0).replace("TEST", "TEXT"))))) {
                assertFound(turn + ": " + tried, (String.join("\n", changed) + "\n").getBytes(StandardCharsets.UTF_8));
                tried++;
            }
            byte[] whole = (String.join("\n", export) + "\n").getBytes(StandardCharsets.UTF_8);
            assertFound("cut", Arrays.copyOf(whole, random.nextInt(whole.length)));
        }
        assertThat(tried).isEqualTo(8 * turns);
    }

    @Test
    void theFirstLieIsNamed() throws Exception {
        List<String> export =
                new String(lines(5), StandardCharsets.UTF_8).lines().toList();
        List<String> changed = edited(export, lines -> lines.set(3, lines.get(3).replace("subject-2", "subject-7")));
        String seq = export.get(3).replaceAll(".*\"seq\":(\\d+).*", "$1");
        assertThatThrownBy(() -> verify((String.join("\n", changed) + "\n").getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("export, line 4 (record " + seq + " at place ")
                .hasMessageContaining("subject");
    }

    private static List<String> edited(List<String> lines, Consumer<List<String>> edit) {
        List<String> changed = new ArrayList<>(lines);
        edit.accept(changed);
        return changed;
    }

    /** Whoever packs the files anew has no signature for them. */
    @Test
    void everyOtherFileInAnArchiveIsFound() throws Exception {
        byte[] export = Exported.archive();
        SequencedMap<String, byte[]> files = Exported.files(export);
        assertThat(verify(Exported.packed(files))).isNotEmpty();
        for (String name : files.keySet()) {
            SequencedMap<String, byte[]> without = new LinkedHashMap<>(files);
            without.remove(name);
            if (!name.equals("manifest.tsr")) { // an export without it is whole, and says nothing of its time
                assertFound("without " + name, Exported.packed(without));
            }
            SequencedMap<String, byte[]> changed = new LinkedHashMap<>(files);
            byte[] content = files.get(name);
            changed.put(name, flipped(content, content.length / 2, 1));
            assertFound("changed " + name, Exported.packed(changed));
            changed.put(name, Arrays.copyOf(content, content.length - 1));
            assertFound("shorter " + name, Exported.packed(changed));
        }
        for (String name : List.of("more", "certificates.jsonl/x", "policies/x", "authorities/x.cer", "../x")) {
            SequencedMap<String, byte[]> more = new LinkedHashMap<>(files);
            more.put(name, new byte[1]);
            assertFound("with " + name, Exported.packed(more));
        }
    }

    @Test
    void anotherKeyOrAnotherCheckpointIsNotTaken() throws Exception {
        byte[] export = lines(1);
        Path file = Files.write(directory.resolve("export"), export);
        String note = Api.anonymous().get("/log/checkpoint").asString();
        String exported = new ObjectMapper()
                .readTree(new String(export, StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .path("checkpoint")
                .asText();
        assertThat(new ExportVerifier(keys(), SignedNote.of(exported), List.of()).verify(file))
                .anySatisfy(said -> assertThat(said).contains("the checkpoint that you gave"));
        Exported.happened(audit, 1);
        Optional<SignedNote> later =
                SignedNote.of(Api.anonymous().get("/log/checkpoint").asString());
        assertThat(later.orElseThrow().encoded()).isNotEqualTo(note);
        assertThatThrownBy(() -> new ExportVerifier(keys(), later, List.of()).verify(file))
                .isInstanceOf(Disproved.class);
        LogVerifier other =
                new LogVerifier("muhr.invalid/other", keys().getFirst().key());
        assertThatThrownBy(() -> new ExportVerifier(List.of(other), Optional.empty(), List.of()).verify(file))
                .hasMessageContaining("not signed by a key that you gave");
    }
}
