package pk.muhr.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.accreditation.PolicyResource;
import pk.muhr.command.development.Refused;
import pk.muhr.policy.PolicyBundle;

/** What {@code policy} prints. */
class PolicyCommandTest {

    private static final Path OURS = Path.of("policies");

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private String given = "";

    @BeforeEach
    void copy() throws IOException {
        for (var file : PolicyBundle.filesIn(OURS).entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
    }

    @Test
    void checkSaysVersionHashAndCounts() {
        run("check", directory.toString());
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("version 1 (First edition, development), sha256 "
                        + PolicyBundle.read(OURS).hash().hex() + "\n")
                .containsPattern("\nok: \\d+ authorities, \\d+ profiles, \\d+ warnings\n")
                .contains("floors.yaml:54: warning: ");
    }

    @Test
    void checkSaysEverythingThatIsWrongAndEndsWithOne() throws IOException {
        change("tls-server.yaml", "validityDays: 90", "validityDays: 201");
        change("eseal.yaml", "approvals: 0", "approvals: 3");
        assertThatThrownBy(() -> run("check", directory.toString()))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.exitStatus()).isEqualTo(1))
                .hasMessage("2 problems in " + directory + "; correct what is said above.");
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "eseal.yaml:26: approvals must be 0, 1 or 2: write how many officers must agree",
                        "tls-server.yaml:8: validityDays must be at most 200 on 2026-11-22, as maximumDays of floors.yaml"
                                + " says of tls-server: write 200 or less");
    }

    @Test
    void checkPassesOverNoFileThatWasMeantToBeOne() throws IOException {
        Files.move(directory.resolve("eseal.yaml"), directory.resolve("eseal.yml"));
        Files.move(directory.resolve("code-signing.yaml"), directory.resolve("Code_Signing.YAML"));
        assertThatThrownBy(() -> run("check", directory.toString())).isInstanceOf(Refused.class);
        String rule = ": a policy file is named in small letters, digits and hyphens and ends in .yaml: rename it to ";
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Code_Signing.YAML:1" + rule + "code-signing.yaml", "eseal.yml:1" + rule + "eseal.yaml");
    }

    @Test
    void checkSaysWhatIsNotAFile() throws IOException {
        Files.createDirectory(directory.resolve("tls-two.yaml"));
        Files.createSymbolicLink(directory.resolve("tls-three.yaml"), Path.of("/nowhere"));
        assertThatThrownBy(() -> run("check", directory.toString())).isInstanceOf(Refused.class);
        String rule = ": what has this name is not a file: write the file, or take away what is there";
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("tls-three.yaml:0" + rule, "tls-two.yaml:0" + rule);
    }

    @Test
    void checkSaysWhereAFileIsNotUtf8() throws IOException {
        change("eseal.yaml", "title: ", "title: é");
        byte[] text = Files.readString(directory.resolve("eseal.yaml")).getBytes(StandardCharsets.ISO_8859_1);
        Files.write(directory.resolve("eseal.yaml"), text);
        Files.write(directory.resolve("code-signing.yaml"), new byte[] {'i', 'd', (byte) 0xc3});
        for (String action : List.of("check", "pack")) {
            printed.reset();
            assertThatThrownBy(() -> run(action, directory.toString()))
                    .isInstanceOf(Refused.class)
                    .hasMessage("2 problems in " + directory + "; correct what is said above.");
            int offset = new String(text, StandardCharsets.ISO_8859_1).indexOf('é') + 1;
            assertThat((action.equals("pack") ? errors : printed)
                            .toString(StandardCharsets.UTF_8)
                            .lines())
                    .containsExactly(
                            "code-signing.yaml:1: byte 3 of the file is not UTF-8: save the file as UTF-8",
                            "eseal.yaml:3: byte " + offset + " of the file is not UTF-8: save the file as UTF-8");
        }
    }

    @Test
    void diffSaysWhatChangesKeyByKey() throws IOException {
        change("tls-server.yaml", "validityDays: 90", "validityDays: 80");
        change("eseal.yaml", "approvals: 0", "approvals: 0 # none");
        Files.delete(directory.resolve("code-signing.yaml"));
        run("diff", OURS.toString(), directory.toString());
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "code-signing.yaml: removed",
                        "eseal.yaml: comments or layout only",
                        "tls-server.yaml: validityDays: 90 -> 80",
                        "bundle.yaml:3: warning: version 1 is the same as version 1 in force: raise it to 2 or more",
                        "tls-server.yaml:6: warning: version 1 is in force already and says something else: raise it to"
                                + " 2");
    }

    @Test
    void checkWarnsOfAnAuthorityWithoutProfile() throws IOException {
        Files.delete(directory.resolve("eseal-commercial.yaml"));
        run("check", directory.toString());
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.contains("no profile has"))
                .singleElement()
                .asString()
                .startsWith("hierarchy.yaml:")
                .contains(": warning: no profile has com-signing as its authority, so it issues nothing to anybody: ");
    }

    @Test
    void schemaWritesOneFileForEachKind() {
        run("schema", directory.toString());
        assertThat(directory.resolve("schema/profile.schema.json")).isNotEmptyFile();
        assertThat(PolicyBundle.read(directory).hash())
                .isEqualTo(PolicyBundle.read(OURS).hash());
    }

    @Test
    void packsTheFilesForTheApi() {
        run("pack", directory.toString());
        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("{\"authentication-device-short.yaml\":\"");
    }

    @Test
    void packsNothingThatTheApiWouldRefuse() throws IOException {
        change("eseal.yaml", "approvals: 0", "approvals: 3");
        assertThatThrownBy(() -> run("pack", directory.toString()))
                .isInstanceOf(Refused.class)
                .hasMessage("1 problem in " + directory + "; correct what is said above.");
        assertThat(printed.size()).as("what goes through the pipe").isZero();
        assertThat(errors.toString(StandardCharsets.UTF_8)).startsWith("eseal.yaml:26: approvals must be 0, 1 or 2");
    }

    @Test
    void unpacksWhatTheApiGivesIntoTheVeryFiles() throws IOException {
        given = document(PolicyBundle.read(OURS).hash().hex(), PolicyBundle.filesIn(OURS));
        change("eseal.yaml", "approvals: 0", "approvals: 0 # none");
        run("unpack", directory.toString());
        assertThat(PolicyBundle.read(directory).hash())
                .isEqualTo(PolicyBundle.read(OURS).hash());
        run("unpack", directory.resolve("new").toString());
        assertThat(PolicyBundle.read(directory.resolve("new")).hash())
                .isEqualTo(PolicyBundle.read(OURS).hash());
        Files.writeString(directory.resolve("more.yaml"), "");
        assertThatThrownBy(() -> run("unpack", directory.toString()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("The bundle has no more.yaml: take away from");
    }

    @Test
    void unpacksNothingThatIsNotABundle() throws IOException {
        SortedMap<String, String> outside = new TreeMap<>(Map.of("../evil.yaml", "id: x"));
        for (String text : List.of(
                "",
                "{}",
                "{\"status\":404}",
                document("0".repeat(64), PolicyBundle.filesIn(OURS)),
                document(PolicyBundle.hashOf(outside).hex(), outside))) {
            given = text;
            Path target = directory.resolve("target");
            assertThatThrownBy(() -> run("unpack", target.toString()))
                    .as(text)
                    .isInstanceOf(Refused.class)
                    .hasMessageStartingWith("What was read is not a bundle");
            assertThat(target).doesNotExist();
        }
    }

    private static String document(String hash, SortedMap<String, String> files) throws IOException {
        return JsonMapper.builder()
                .addModule(new Jdk8Module())
                .build()
                .writeValueAsString(new PolicyResource.BundleDocument(hash, Optional.of(1), Optional.empty(), files));
    }

    @Test
    void answersWhatItDoesNotKnow() {
        assertThatThrownBy(() -> run("dance"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("there are check, diff, pack, unpack and schema");
        assertThatThrownBy(() -> run("check", "/nowhere")).hasMessage("There is no directory /nowhere.");
    }

    private void change(String file, String from, String to) throws IOException {
        Path path = directory.resolve(file);
        Files.writeString(path, Files.readString(path).replace(from, to));
    }

    private void run(String... words) {
        PolicyCommand command = new PolicyCommand(
                new ProgramDirectory(Path.of("").toAbsolutePath()),
                Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC),
                new ByteArrayInputStream(given.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8));
        command.run(Arguments.parse(command.syntax(), List.of(words)));
    }
}
