package pk.muhr.evidence.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.log.CheckpointSigner;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.x509.Sha256;

/** The operator has the log's key and signs an export that is not true: what the tree says still counts. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class DishonestExportTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RECORDS = 8;
    private static final String CERTIFICATES = "certificates.jsonl";

    /** What every lie begins with: made once, as the log takes a second to sign it. */
    private static List<String> trueLines;

    private static byte[] trueArchive;

    @TempDir
    Path directory;

    @Inject
    AuditRecords audit;

    @Inject
    CheckpointSigner signer;

    private ExportVerifier verifier;

    @BeforeEach
    void trustTheLog() {
        verifier = new ExportVerifier(signer.verifiers(), Optional.empty(), List.of());
    }

    private void assertFound(byte[] export, String what) throws IOException {
        Path file = Files.write(directory.resolve("export"), export);
        assertThatThrownBy(() -> verifier.verify(file))
                .isInstanceOf(Disproved.class)
                .hasMessageContaining(what);
    }

    // --- lines ---

    private List<String> lines() throws InterruptedException {
        if (trueLines == null) {
            String event = Exported.happened(audit, RECORDS);
            trueLines = Exported.of("event=" + event).asString().lines().toList();
        }
        List<String> lines = new ArrayList<>(trueLines);
        lines.removeLast();
        return lines;
    }

    /** Signed anew after a change. */
    private byte[] lines(Consumer<List<String>> change) throws Exception {
        List<String> lines = lines();
        change.accept(lines);
        return signed(lines, lines.size() - 1);
    }

    private byte[] signed(List<String> lines, long records) throws IOException {
        String before = String.join("\n", lines) + "\n";
        AuditExport.Ending ending = new AuditExport.Ending(records, sign(before.getBytes(StandardCharsets.UTF_8)));
        return (before + JSON.writeValueAsString(ending) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private String sign(byte[] content) {
        return signer.signExport(Sha256.of(content), Map.of(), Actor.system("test"))
                .encoded();
    }

    @Test
    void isBelievedWhereItIsTrue() throws Exception {
        Path file = Files.write(directory.resolve("export"), lines(_ -> {}));
        assertThat(verifier.verify(file)).isNotEmpty();
        Files.write(file, archive(_ -> {}));
        assertThat(verifier.verify(file)).isNotEmpty();
    }

    @Test
    void cannotSayOtherThanTheEntry() throws Exception {
        assertFound(edited("\"outcome\":\"success\"", "\"outcome\":\"failure\""), "the readable values are not those");
        assertFound(edited("\"subject\":\"subject-1\"", "\"subject\":\"subject-9\""), "the readable values are not");
        assertFound(edited(",\"details\"", ",\"more\":1,\"details\""), "the readable values are not those");
        assertFound(edited("\"index\":", "\"index\": "), "the readable values are not those");
        assertFound(edited(",\"seq\":", ", \"seq\":"), "the readable values are not those");
    }

    @Test
    void cannotOpenACommitmentToAnotherValue() throws Exception {
        assertFound(edited("subject-1", "subject-9"), "the value of subject is not the one that the entry has");
        assertFound(edited("\"salt\":\"..", "\"salt\":\"zz"), "this is not a record");
        assertFound(edited(",\\{\"name\":\"subject\"[^}]*}", ""), "the value of subject is missing");
        assertFound(edited("\\{\"name\":\"actor\"[^}]*},", ""), "the entry commits to other values");
    }

    @Test
    void cannotHaveAnEntryThatTheTreeHasNot() throws Exception {
        assertFound(
                lines(lines -> {
                    String line = lines.get(2);
                    String entry = line.replaceFirst(".*\"entry\":\"([^\"]*)\".*", "$1");
                    String said = new String(Base64.getDecoder().decode(entry), StandardCharsets.UTF_8)
                            .replace("success", "failure");
                    lines.set(
                            2,
                            line.replace("success", "failure")
                                    .replace(
                                            entry,
                                            Base64.getEncoder().encodeToString(said.getBytes(StandardCharsets.UTF_8))));
                }),
                "its entry is not in the signed tree");
        assertFound(
                edited("\"proof\":\\[\"[0-9a-f]{64}\"", "\"proof\":[\"" + "0".repeat(64) + "\""), "not in the signed");
        assertFound(edited("\"[0-9a-f]{64}\"\\]}$", "\"" + "0".repeat(64) + "\"]}"), "not in the signed tree");
        assertFound(edited(",\"[0-9a-f]{64}\"\\]}$", "]}"), "not in the signed tree");
        assertFound(edited("\"index\":\\d+", "\"index\":999999999"), "not in the signed tree");
    }

    @Test
    void cannotChangeTheOrder() throws Exception {
        assertFound(lines(lines -> Collections.swap(lines, 2, 3)), "so one of them is not where it was");
        assertFound(lines(lines -> lines.add(2, lines.get(2))), "so one of them is not where it was");
    }

    @Test
    void cannotMiscountOrGoOn() throws Exception {
        List<String> lines = lines();
        assertFound(signed(lines, 3), "there are 8 records, not 3");
        byte[] whole = signed(lines, RECORDS);
        String more = new String(whole, StandardCharsets.UTF_8) + "{}\n";
        assertFound(more.getBytes(StandardCharsets.UTF_8), "nothing comes after the signature");
        String none = String.join("\n", lines) + "\n";
        assertFound(none.getBytes(StandardCharsets.UTF_8), "the last line, with the signature, is missing");
    }

    private byte[] edited(String pattern, String by) throws Exception {
        return lines(lines -> {
            String changed = lines.get(2).replaceAll(pattern, by);
            assertThat(changed).isNotEqualTo(lines.get(2));
            lines.set(2, changed);
        });
    }

    // --- archives ---

    private static SequencedMap<String, byte[]> files() throws Exception {
        if (trueArchive == null) {
            trueArchive = Exported.archive();
        }
        return Exported.files(trueArchive);
    }

    /** With a manifest that says whatever is in it. */
    private byte[] archive(Consumer<SequencedMap<String, byte[]>> change) throws Exception {
        SequencedMap<String, byte[]> files = files();
        change.accept(files);
        Manifest old = JSON.readValue(files.remove("manifest.json"), Manifest.class);
        files.remove("manifest.sig");
        files.remove("manifest.tsr");
        Map<String, String> hashes = new TreeMap<>();
        files.forEach((name, content) -> hashes.put(name, Sha256.of(content).hex()));
        return signed(
                files, new Manifest(count(files, "records.jsonl"), count(files, CERTIFICATES), old.query(), hashes));
    }

    private static long count(Map<String, byte[]> files, String name) {
        return text(files, name).lines().count();
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    private static void put(Map<String, byte[]> files, String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] signed(Map<String, byte[]> files, Manifest manifest) throws IOException {
        SequencedMap<String, byte[]> all = new LinkedHashMap<>(files);
        byte[] said = JSON.writeValueAsBytes(manifest);
        all.put("manifest.json", said);
        all.put("manifest.sig", sign(said).getBytes(StandardCharsets.UTF_8));
        return Exported.packed(all);
    }

    private static String one(Map<String, byte[]> files, String beginning) {
        return files.keySet().stream()
                .filter(name -> name.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    private static void flipLast(Map<String, byte[]> files, String name) {
        byte[] content = files.get(name).clone();
        content[content.length - 1] ^= 1;
        files.put(name, content);
    }

    @Test
    void cannotHideOrAddACertificate() throws Exception {
        assertFound(archive(files -> files.put(CERTIFICATES, new byte[0])), " was issued, and it is missing");
        assertFound(
                archive(files ->
                        put(files, CERTIFICATES, text(files, CERTIFICATES).repeat(2))),
                "no record says that this certificate was issued");
        assertFound(
                archive(files -> put(files, CERTIFICATES, line(files.get("authorities/gov-tls-g1.cer")))),
                "another one is in its place");
        assertFound(
                archive(files -> put(
                        files,
                        CERTIFICATES,
                        text(files, CERTIFICATES).replaceFirst("\"sha256\":\"....", "\"sha256\":\"0000"))),
                "the certificate has another SHA-256 than the line says");
        assertFound(
                archive(files -> put(files, CERTIFICATES, "{\"sha256\":\"\",\"der\":\"AAAA\"}\n")),
                "this is not a certificate");
    }

    private static String line(byte[] der) {
        return "{\"sha256\":\"" + Sha256.of(der).hex() + "\",\"der\":\""
                + Base64.getEncoder().encodeToString(der) + "\"}\n";
    }

    @Test
    void cannotHaveASignatureOfNobody() throws Exception {
        assertFound(
                archive(files -> flipLast(files, "authorities/gov-tls-g1.cer")),
                "the signature of the certificate is not its issuer's");
        assertFound(
                archive(files -> files.remove("authorities/national-root-g1.cer")),
                "the certificate of its issuer is missing");
        assertFound(
                archive(files -> files.remove("authorities/gov-tls-g1.cer")),
                "the certificate of its issuer, gov-tls-g1, is missing");
        assertFound(
                archive(files -> files.put("authorities/gov-tls-g1.cer", files.get("authorities/gov-email-g1.cer"))),
                "the signature of the certificate is not its issuer's");
    }

    @Test
    void cannotHaveOtherPoliciesOrAnotherPast() throws Exception {
        assertFound(
                archive(files -> flipLast(files, one(files, "policies/"))), "these are not the files of the bundle");
        assertFound(
                archive(files -> files.keySet().removeIf(name -> name.startsWith("policies/"))),
                "a record names this bundle, and it is missing");
        SortedMap<String, String> other = new TreeMap<>(Map.of("a.yaml", "a"));
        assertFound(
                archive(files ->
                        put(files, "policies/" + PolicyBundle.hashOf(other).hex() + "/a.yaml", "a")),
                "no record names this bundle");
        assertFound(
                archive(files -> files.put(
                        "consistency.json",
                        new String(files.get("consistency.json"), StandardCharsets.UTF_8)
                                .replaceFirst("\\[\"[0-9a-f]{64}\"", "[\"" + "0".repeat(64) + "\"")
                                .getBytes(StandardCharsets.UTF_8))),
                "the tree does not continue the one of");
        assertFound(
                archive(files -> files.put("first-checkpoint", files.get("checkpoint"))),
                "the tree does not continue the one of");
    }

    @Test
    void cannotMiscountFiles() throws Exception {
        SequencedMap<String, byte[]> files = files();
        Manifest old = JSON.readValue(files.remove("manifest.json"), Manifest.class);
        files.remove("manifest.sig");
        files.remove("manifest.tsr");
        assertFound(
                signed(files, new Manifest(old.records() + 1, old.certificates(), old.query(), old.files())),
                "it names " + (old.records() + 1) + " records");
        files.put("authorities/more.cer", files.get("authorities/gov-tls-g1.cer"));
        assertFound(signed(files, old), "more.cer: the manifest has no such file");
        files.remove("authorities/more.cer");
        files.remove("README.txt");
        assertFound(signed(files, old), "README.txt: the file is missing");
    }

    @Test
    void cannotCarryATimeStampOfSomethingElse() throws Exception {
        SequencedMap<String, byte[]> files = files();
        byte[] reply = files.get("manifest.tsr");
        assertThat(reply).isNotNull();
        assertFound(withReply(reply), "the time-stamp is not one of the manifest: the token is of something else");
        assertFound(withReply(new byte[] {0x30, 0}), "the time-stamp is not one of the manifest");
    }

    /** An archive whose manifest is another, with this beside it. */
    private byte[] withReply(byte[] reply) throws Exception {
        SequencedMap<String, byte[]> files =
                Exported.files(archive(changed -> put(changed, "README.txt", "another text")));
        files.put("manifest.tsr", reply);
        return Exported.packed(files);
    }

    @Test
    void cannotHaveWhatNoExportHas() throws Exception {
        for (String name : List.of("more", "authorities/../x.cer", "policies/x/y", "certificates/x.cer")) {
            assertFound(archive(files -> files.put(name, new byte[1])), name + ": an export has no such file");
        }
        assertFound(
                archive(files -> files.put("README.txt", new byte[(1 << 24) + 1])),
                "README.txt: the file is longer than any");
    }

    // --- what was asked for ---

    @Test
    void cannotLeaveOutWhatNobodyNarrowed() throws Exception {
        Exported.awaitAll();
        List<String> lines =
                new ArrayList<>(Exported.of("format=jsonl").asString().lines().toList());
        lines.removeLast();
        lines.remove(3);
        byte[] export = signed(lines, lines.size() - 1L);
        assertFound(export, "everything was asked for, and 1 of ");
        assertThat(Exported.second(directory, export).said()).contains("Lie: records are left out");
        byte[] archive = archive(files ->
                put(files, "manifest.json", text(files, "manifest.json").replaceFirst("\"from\":\"[^\"]*\"", "")));
        assertFound(archive, "everything was asked for, and ");
    }

    @Test
    void cannotHaveARecordThatNobodyAskedFor() throws Exception {
        for (String query : List.of(
                "\"from\":\"2999-01-01T00:00:00Z\"",
                "\"to\":\"2001-01-01T00:00:00Z\"",
                "\"event\":\"TEST_OTHER\"",
                "\"authority\":\"gov-tls-g1\"")) {
            byte[] export = asked(query);
            assertFound(export, "it is not one that was asked for");
            assertThat(Exported.second(directory, export).said()).contains("Lie: a record ");
        }
        assertFound(asked("\"more\":\"1\""), "nobody can ask for more 1");
        assertFound(asked("\"from\":\"yesterday\""), "what was asked for has no times");
        assertFound(asked("\"event\":null"), "nobody can ask for event null");
    }

    private byte[] asked(String query) throws Exception {
        return lines(lines ->
                lines.set(0, lines.getFirst().replaceFirst("\"query\":\\{[^}]*}", "\"query\":{" + query + "}")));
    }
}
