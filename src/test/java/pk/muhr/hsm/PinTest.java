package pk.muhr.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"48151623", "48151623\n", "48151623\r\n", "48151623\nnote"})
    void isTheFirstLineOfItsFile(String content) throws IOException {
        try (Pin pin = Pin.read(file(content, "rw-------"))) {
            assertThat(pin.chars()).containsExactly("48151623".toCharArray());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
    void refusesAFileOpenToOthers(String permissions) throws IOException {
        Path file = file("48151623", permissions);
        assertThatThrownBy(() -> Pin.read(file))
                .isInstanceOf(TokenUnavailable.class)
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("48151623");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\n48151623"})
    void refusesAnEmptyFile(String content) throws IOException {
        Path file = file(content, "rw-------");
        assertThatThrownBy(() -> Pin.read(file))
                .isInstanceOf(TokenUnavailable.class)
                .hasMessageContaining("is empty");
    }

    @Test
    void refusesAMissingFile() {
        assertThatThrownBy(() -> Pin.read(directory.resolve("none")))
                .isInstanceOf(TokenUnavailable.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void refusesAFileThatCannotBeAPin() throws IOException {
        Path file = file("x".repeat(257), "rw-------");
        assertThatThrownBy(() -> Pin.read(file)).hasMessageContaining("longer than a PIN");
    }

    @Test
    void isWipedWhenClosed() throws IOException {
        Pin pin = Pin.read(file("48151623", "rw-------"));
        char[] chars = pin.chars();
        pin.close();
        assertThat(chars).containsOnly('\0');
    }

    @Test
    void neverShowsItself() throws IOException {
        try (Pin pin = Pin.read(file("48151623", "rw-------"))) {
            assertThat(pin).asString().doesNotContain("48151623");
        }
    }

    @Test
    void isWrittenForItsOwnerOnlyAndReadBack() throws IOException {
        Path file = directory.resolve("pin");
        try (Pin pin = Pin.random(new SecureRandom())) {
            pin.writeNew(file);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            try (Pin read = Pin.read(file)) {
                assertThat(read.chars()).hasSize(24).containsExactly(pin.chars());
            }
            assertThatThrownBy(() -> pin.writeNew(file)).isInstanceOf(FileAlreadyExistsException.class);
        }
    }

    private Path file(String content, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve("pin"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
