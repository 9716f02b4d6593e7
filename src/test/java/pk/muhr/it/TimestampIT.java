package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Time-stamps of the packaged program, which openssl asks for and judges, through crashes and without a token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimestampIT {

    private static final int BEFORE_EACH_CRASH = 60;
    private static final Duration DEADLINE = Duration.ofSeconds(6);

    private RunningProgram program;
    private StampClient client;

    @BeforeAll
    void start() throws IOException {
        program = RunningProgram.onFoundedData("timestamp");
        client = new StampClient(Clone.place("timestamp-openssl"), program.api().published("/ca/national-root.pem"));
    }

    @AfterAll
    void end() {
        program.close();
    }

    @Test
    void neverGivesASerialNumberTwiceThroughCrashesAndEndsInTheProtocolWithoutItsToken() throws Exception {
        client.judge(port()); // a unit is there as soon as the program is ready
        for (int crash = 0; crash < 2; crash++) {
            client.askUntil(port(), BEFORE_EACH_CRASH, program::kill);
            program.start();
            client.judge(port());
        }
        client.requireRecorded(new Store(program.data()));
        Path here = tokenDirectory();
        Path aside = here.resolveSibling("aside");
        Files.move(here, aside);
        try {
            Instant begin = Instant.now();
            assertThat(client.answer(port()).getFailInfo().intValue()).isEqualTo(PKIFailureInfo.systemFailure);
            assertThat(Duration.between(begin, Instant.now())).isLessThan(DEADLINE);
        } finally {
            Files.move(aside, here);
        }
        program.kill(); // unless it left by itself: what it lost it finds again after a restart
        program.start();
        client.judge(port());
    }

    private int port() {
        return program.doors().http();
    }

    private Path tokenDirectory() throws IOException {
        try (Stream<Path> tokens =
                Files.list(program.data().softHsmConfiguration().resolveSibling("tokens"))) {
            return tokens.filter(TimestampIT::isOurs).findFirst().orElseThrow();
        }
    }

    private static boolean isOurs(Path token) {
        try {
            return Files.readString(token.resolve("token.object"), StandardCharsets.ISO_8859_1)
                    .contains("muhr-timestamp");
        } catch (IOException e) {
            return false;
        }
    }
}
