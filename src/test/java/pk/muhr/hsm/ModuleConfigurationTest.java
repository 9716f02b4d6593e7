package pk.muhr.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleConfigurationTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"library = /opt/hsm/p11.so", "  library=/opt/hsm/p11.so  ", "library = \"/opt/hsm/p11.so\""})
    void namesTheLibrary(String line) throws IOException {
        ModuleConfiguration configuration = read("# comment\n" + line + "\nshowInfo = false\n", Optional.empty());
        assertThat(configuration.library()).hasToString("/opt/hsm/p11.so");
        assertThat(configuration.templates()).contains("showInfo").doesNotContain("p11.so");
    }

    @Test
    void yieldsToALibraryThatIsConfiguredApart() throws IOException {
        Path other = Path.of("/opt/other/p11.so");
        assertThat(read("library = /opt/hsm/p11.so", Optional.of(other)).library())
                .isEqualTo(other);
    }

    @Test
    void mustNameALibrary() {
        assertThatThrownBy(() -> read("# library = none\n", Optional.empty()))
                .isInstanceOf(TokenUnavailable.class)
                .hasMessageContaining("library = <path>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name = mine", "slot = 5", "slotListIndex = 0"})
    void leavesNameAndSlotToTheProgram(String line) {
        assertThatThrownBy(() -> read("library = /opt/hsm/p11.so\n" + line, Optional.empty()))
                .isInstanceOf(TokenUnavailable.class)
                .hasMessageContaining("'" + line.substring(0, line.indexOf(' ')) + "'");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatThrownBy(() -> ModuleConfiguration.read(directory.resolve("none.cfg"), Optional.empty()))
                .isInstanceOf(TokenUnavailable.class)
                .hasMessageContaining("none.cfg");
    }

    private ModuleConfiguration read(String text, Optional<Path> override) throws IOException {
        return ModuleConfiguration.read(Files.writeString(directory.resolve("module.cfg"), text), override);
    }
}
