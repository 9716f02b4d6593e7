package pk.muhr.evidence.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.log.InclusionProofs;
import pk.muhr.audit.log.LogVerifier;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.identity.Role;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;

/** Exports of the test installation, as an auditor fetches them. */
public final class Exported {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String SECOND = "src/test/python/verify_export.py";

    private Exported() {}

    /** Waits until every record there is stands in a signed tree. */
    public static void awaitAll() throws InterruptedException {
        String newest = TestInstallation.stored("select max(seq) from audit_record");
        String signed = "select (select max(size) from log_checkpoint) > idx from log_entry where record = " + newest;
        Instant end = Instant.now().plus(PATIENCE);
        while (!TestInstallation.stored(signed).equals("t")) {
            assertThat(Instant.now()).as("all records are signed").isBefore(end);
            Thread.sleep(50);
        }
    }

    /** What an auditor gets who asks for this. */
    public static Response of(String query) {
        Response answer = Api.officer(Role.AUDITOR).urlEncodingEnabled(false).get("/api/v1/audit/export?" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    /** Makes so many records of an event of their own, and waits for their places; gives the event. */
    static String happened(AuditRecords audit, int count) throws InterruptedException {
        String event = "TEST_X" + UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
        for (int at = 0; at < count; at++) {
            audit.appendAlone(AuditEvent.success(
                            event,
                            new Actor("زینب", Optional.of("auditor")),
                            Map.of("turn", at, "names", List.of("a", "\n")))
                    .withSubject("subject-" + at));
        }
        Exported.awaitAll();
        return event;
    }

    /** An archive with a certificate. */
    static byte[] archive() throws InterruptedException {
        awaitAll();
        Instant from = Instant.parse(TestInstallation.stored(
                "select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
        assertThat(Api.askForHost("nitb").statusCode()).isEqualTo(201);
        awaitAll();
        return of("format=zip&from=" + from).asByteArray();
    }

    /** What an archive holds, in its order. */
    public static SequencedMap<String, byte[]> files(byte[] archive) throws IOException {
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    /** An archive of these files. */
    static byte[] packed(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArchiveOutput archive = new ArchiveOutput(out);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            archive.list(file.getKey(), file.getValue());
        }
        archive.end();
        return out.toByteArray();
    }

    /** The log's public keys, as the log says. */
    public static String keys() {
        return Api.anonymous().get("/log/key").asString();
    }

    /** Whether the answer of a single record holds. */
    public static boolean includes(JsonNode proof) {
        LogVerifier key =
                LogVerifier.of(keys().lines().findFirst().orElseThrow()).orElseThrow();
        List<Sha256> hashes = new ArrayList<>();
        proof.path("inclusion").forEach(hash -> hashes.add(new Sha256(hash.asText())));
        return new InclusionProofs(key.checkpoint(
                                SignedNote.of(proof.path("checkpoint").asText()).orElseThrow())
                        .orElseThrow()
                        .head())
                .include(
                        proof.path("index").asLong(),
                        Der.of(proof.path("entry").asText().getBytes(StandardCharsets.UTF_8)),
                        hashes);
    }

    /** What the second verifier says, with the log's keys as the log says. */
    public static Ran second(Path directory, byte[] export) throws IOException, InterruptedException {
        return second(directory, List.of(export));
    }

    /** What it says of several, in their order: a line of each. */
    static Ran second(Path directory, List<byte[]> exports) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "python3",
                SECOND,
                Files.writeString(directory.resolve("keys"), keys()).toString()));
        for (int at = 0; at < exports.size(); at++) {
            command.add(Files.write(directory.resolve("export" + at), exports.get(at))
                    .toString());
        }
        Process python = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(python.waitFor(), said);
    }

    /** A program that ended. */
    public record Ran(int status, String said) {}
}
