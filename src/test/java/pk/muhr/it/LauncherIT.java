package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import pk.muhr.command.development.Ports;

/** What a person meets at the terminal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LauncherIT {

    /** Generous, for machines that are busy with other tests; the figure itself is printed. */
    private static final Duration LONGEST_SECOND_START = Duration.ofSeconds(60);

    private static final long MOST_MEBIBYTES = 450;

    private RunningProgram program;

    @BeforeAll
    void start() {
        program = RunningProgram.asDelivered("launcher");
    }

    @AfterAll
    void end() {
        program.close();
    }

    @Test
    void helpExplainsEveryCommand() {
        Ran help = muhr("help");

        assertThat(help.successfully())
                .contains("./muhr start", "./muhr token", "./muhr test", "--https-port", "ready http");
        assertThat(muhr().successfully()).isEqualTo(help.output());
        assertThat(muhr("--help").successfully()).isEqualTo(help.output());
    }

    @Test
    void refusesUnknownOptionWithStatusTwo() {
        Ran ran = muhr("start", "--colour", "green");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.output()).isEmpty();
        assertThat(ran.errors()).startsWith("muhr: `--colour` is not an option").contains("Usage:", "--data");
    }

    @Test
    void refusesUnknownCommandAndNamesTheKnownOnes() {
        Ran ran = muhr("begin");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.errors()).startsWith("muhr: `begin` is not a command").contains("start", "token");
    }

    @Test
    void refusesSecondStartOnTheSameData() {
        Doors others = Doors.free();

        Ran ran = start(program.data().path(), others);

        assertThat(ran.status()).isEqualTo(1);
        assertSentence(ran, "Another `muhr start` runs on " + program.data().path());
        assertThat(program.isAlive()).isTrue();
        assertThat(program.data().postmaster()).as("the database of the first").isPresent();
    }

    @Test
    void refusesTakenPortAndSaysWhichOptionChangesIt() throws IOException {
        DataDirectory data = FoundedData.copiedTo(Clone.place("launcher-port"));
        Doors free = Doors.free();
        try (ServerSocket taken = new ServerSocket(free.https(), 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Ran ran = start(data.path(), free);

            assertThat(ran.status()).isEqualTo(1);
            assertSentence(ran, "Port " + taken.getLocalPort() + " is in use");
            assertThat(ran.errors()).contains("--https-port");
        }
        assertThat(data.postmaster()).as("a database that nobody stops").isEmpty();
    }

    @Test
    void refusesToBeginWithBrokenPolicyFileAndSaysWhere() throws IOException {
        Clone clone = Clone.thisOne().copiedTo(Clone.place("launcher-policy"));
        DataDirectory data = new DataDirectory(clone.top().resolve(".muhr"));
        Path profile = clone.top().resolve("policies/tls-server.yaml");
        Files.writeString(profile, Files.readString(profile).replace("validityDays: 90", "validtyDays: 90"));
        Doors doors = Doors.free();
        ProcessBuilder builder = clone.muhr("start");
        builder.command().addAll(List.of(doors.options()));

        Ran ran = Ran.toItsEnd(builder);

        assertThat(ran.status()).as(ran.said()).isNotZero();
        assertSentence(ran, "The service did not start: tls-server.yaml:2: missing key validityDays");
        assertThat(ran.said()).contains("tls-server.yaml:8: unknown key validtyDays");
        assertThat(Ports.isFree(doors.http()) && Ports.isFree(doors.https()) && Ports.isFree(doors.management()))
                .as("nobody listens")
                .isTrue();
        assertThat(data.postmaster()).as("a database that nobody stops").isEmpty();
    }

    @Test
    void refusesDirectoryThatHoldsOtherThings() throws IOException {
        Path foreign = Files.createDirectories(Clone.place("launcher-foreign"));
        Files.writeString(foreign.resolve("thesis.txt"), "years of work");

        Ran ran = start(foreign, Doors.free());

        assertThat(ran.status()).isEqualTo(1);
        assertSentence(ran, foreign + " holds other things (thesis.txt)");
        assertThat(foreign.resolve("thesis.txt")).hasContent("years of work");
    }

    @Test
    void tokenNeedsARoleThatExists() {
        Ran ran =
                muhr("token", "--role", "king", "--data", program.data().path().toString());

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.output()).isEmpty();
        assertThat(ran.errors()).contains("--role king does not exist", "revocation-officer");
    }

    @Test
    void stopsItsDatabaseAndFindsEverythingAgain() throws IOException {
        byte[] root = program.api().published("/ca/national-root.cer");
        long children = program.handle().descendants().count();
        ProcessHandle postmaster = program.data().postmaster().orElseThrow();

        program.stopInOrder();

        assertThat(children).as("the database is a child").isPositive();
        assertThat(postmaster.isAlive()).as("the database after SIGTERM").isFalse();
        assertThat(program.data().postmaster()).isEmpty();

        Duration start = program.start();
        long resident = program.residentMebibytes();
        System.out.printf(
                "second start on existing data: ready in %s, of processor time %s, resident %d MiB%n",
                start, program.processorTime(), resident);
        assertThat(start).isLessThanOrEqualTo(LONGEST_SECOND_START);
        assertThat(resident).as("MiB of the service").isBetween(1L, MOST_MEBIBYTES);
        assertThat(program.output()).isEqualTo(readyLine());
        assertThat(program.api().published("/ca/national-root.cer")).isEqualTo(root);
    }

    @Test
    void tokenIsAllThatStandardOutputHolds() {
        Ran ran = muhr(
                "token", "--role", "auditor", "--data", program.data().path().toString());

        assertThat(ran.successfully()).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\n");
        assertThat(ran.errors()).isEmpty();
    }

    private String readyLine() {
        return "ready http://localhost:" + program.doors().http() + " https://localhost:"
                + program.doors().https() + "\n";
    }

    private static void assertSentence(Ran ran, String beginning) {
        assertThat(ran.output()).isEmpty();
        assertThat(ran.errors().lines().filter(line -> line.startsWith("muhr: ")))
                .as("one sentence for the person in:\n%s", ran.errors())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("muhr: " + beginning);
        assertThat(ran.errors()).doesNotContain("\tat ", "Exception");
    }

    private static Ran start(Path data, Doors doors) {
        ProcessBuilder builder = Clone.thisOne().muhr("start", "--data", data.toString());
        builder.command().addAll(List.of(doors.options()));
        return Ran.toItsEnd(builder);
    }

    private static Ran muhr(String... arguments) {
        return Ran.toItsEnd(Clone.thisOne().muhr(arguments));
    }
}
