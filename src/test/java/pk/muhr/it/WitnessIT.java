package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.audit.log.WitnessKey;

/** The packaged service and the packaged witness, each its own process; then the database is put back to an older state. */
class WitnessIT {

    private static final String NAME = "witness.example.gov.pk/council";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Process witness;
    private WitnessKey key;
    private String address = "127.0.0.1:0";

    @Test
    void knowsTheServiceOnAnOlderDatabase() throws Exception {
        Path place = Clone.place("witness-of-log");
        Files.createDirectories(place);
        try (RunningProgram first = RunningProgram.onFoundedData("witnessed")) {
            Path logKey = Files.write(place.resolve("log.key"), first.api().published("/log/key"));
            first.stopInOrder();
            launch(place, logKey);
            try (RunningProgram program =
                    new RunningProgram(Clone.thisOne(), first.data(), first.doors(), witnessed(RunningProgram.BRIEF))) {
                goesOnAfterAKill(program, place, logKey);
                isHeldOnAnOlderDatabase(program, place);
            }
        } finally {
            witness.destroyForcibly().waitFor();
        }
    }

    private void goesOnAfterAKill(RunningProgram program, Path place, Path logKey) throws Exception {
        program.start();
        long cosigned = awaitCosigned(program, 0);
        witness.destroyForcibly().waitFor();
        String subscriber = program.token("subscriber", "--body", "nitb");
        OpenSsl openssl = new OpenSsl(Clone.place("witness-openssl"));
        String document = IssuanceLoad.document(openssl.request("witness.nitb.example.gov.pk"));
        HttpResponse<String> issued =
                program.api().submit(subscriber, UUID.randomUUID().toString(), document);
        assertThat(issued.statusCode())
                .as("nobody waits for a witness: " + issued.body())
                .isEqualTo(201);
        WitnessKey before = key;
        launch(place, logKey);
        assertThat(key).isEqualTo(before);
        awaitCosigned(program, cosigned + 1);
        program.stopInOrder();
    }

    private void isHeldOnAnOlderDatabase(RunningProgram program, Path place) throws Exception {
        Path older = place.resolve("older");
        for (String part : new String[] {"postgres/data", "checkpoints"}) {
            Files.createDirectories(older.resolve(part).getParent());
            copy(program.data().path().resolve(part), older.resolve(part));
        }
        program.start();
        long before = size(SignedNote.of(checkpoint(program)).orElseThrow());
        program.token("auditor", "--name", "Somebody New");
        awaitCosigned(program, before + 1);
        program.stopInOrder();
        for (String part : new String[] {"postgres/data", "checkpoints"}) {
            Ran.toItsEnd(new ProcessBuilder(
                            "rm", "-rf", program.data().path().resolve(part).toString()))
                    .successfully();
            copy(older.resolve(part), program.data().path().resolve(part));
        }
        program.start();
        HttpResponse<String> refused = program.api()
                .submit(
                        program.token("subscriber", "--body", "nitb"),
                        UUID.randomUUID().toString(),
                        "{\"profile\": \"tls-server\", \"csr\": \"\"}");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body())
                .contains("installation-held", "the witness council (" + NAME + ")", "so it is an old backup");
    }

    private Map<String, String> witnessed(Map<String, String> environment) {
        return Map.of(
                "MUHR_JAVA_OPTIONS",
                environment.get("MUHR_JAVA_OPTIONS") + " -Dmuhr.log.cosignatures=1 -Dmuhr.log.witnesses.council.key="
                        + key.text() + " -Dmuhr.log.witnesses.council.url=http://" + address);
    }

    private void launch(Path place, Path logKey) throws IOException {
        witness = Clone.thisOne()
                .muhr(
                        "audit",
                        "witness",
                        "--directory",
                        place.resolve("witness").toString(),
                        "--log",
                        logKey.toString(),
                        "--name",
                        NAME,
                        "--address",
                        address)
                .redirectError(place.resolve("witness.err").toFile())
                .start();
        BufferedReader out = witness.inputReader(StandardCharsets.UTF_8);
        String first = out.readLine();
        assertThat(first).as(() -> read(place.resolve("witness.err"))).isNotNull();
        key = WitnessKey.of(first).orElseThrow();
        address = out.readLine().replace("ready http://", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Until a tree of at least this size is published with the witness's signature. */
    private long awaitCosigned(RunningProgram program, long size) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            SignedNote note = SignedNote.of(checkpoint(program)).orElseThrow();
            if (key.cosignature(note).isPresent() && size(note) >= size) {
                return size(note);
            }
            assertThat(Instant.now()).as(note.encoded()).isBefore(end);
            Thread.sleep(200);
        }
    }

    private static String checkpoint(RunningProgram program) throws IOException {
        return new String(program.api().published("/log/checkpoint"), StandardCharsets.UTF_8);
    }

    private static long size(SignedNote note) {
        return Checkpoint.of(note.text()).orElseThrow().head().size();
    }

    private static void copy(Path from, Path to) {
        Ran.toItsEnd(new ProcessBuilder("cp", "-a", from.toString(), to.toString()))
                .successfully();
    }
}
