package pk.muhr.safety.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that chrony alone watches, as production has it where nothing is said, when it is set. */
class ChronyAfterJumpTest {

    private static final Duration BOUND = Duration.ofMillis(250);
    private static final Duration OLDEST = Duration.ofMinutes(2);

    private final SetClock wall = new SetClock();

    /** It corrects by what it heard before, so that to it the clock is as right as it was. */
    @ParameterizedTest
    @ValueSource(longs = {600, -600, 2000, -2000, 7000, -7000})
    void believesADaemonAfterAJumpOnlyWhenItHeardItsSourcesSince(long millis, @TempDir Path directory)
            throws IOException {
        Path program = Files.createFile(
                directory.resolve("chronyc"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        tells(program, Instant.now().minusSeconds(500));
        WatchedClock chrony = new WatchedClock(ConfiguredClock.chrony(wall, program), _ -> {}, wall, System::nanoTime);
        chrony.sample();
        assertThat(chrony.within(BOUND, OLDEST)).isNotNull();
        wall.set = Duration.ofMillis(millis);
        for (int look = 0; look < 5; look++) {
            chrony.sample();
            assertThatThrownBy(() -> chrony.within(BOUND, OLDEST)).isInstanceOf(TimeNotTrusted.class);
            assertThat(chrony.refusal().isPresent()).isEqualTo(Math.abs(millis) > 5000);
        }
        wall.set = Duration.ZERO;
        chrony.sample();
        chrony.sample();
        assertThat(chrony.isGood()).as("what it heard may be of before").isFalse();
        tells(program, Instant.now());
        chrony.sample();
        assertThat(chrony.isGood()).isTrue();
        assertThat(chrony.within(BOUND, OLDEST)).isNotNull();
        assertThat(chrony.refusal()).isEmpty();
    }

    private static void tells(Path program, Instant heard) throws IOException {
        Files.writeString(program, """
                #!/bin/sh
                echo C0248F82,192.36.143.130,2,%s,0.000001,0.0,0.0,0.0,0.0,0.0,0.001,0.001,64.2,Normal
                """.formatted(heard.getEpochSecond()));
    }
}
