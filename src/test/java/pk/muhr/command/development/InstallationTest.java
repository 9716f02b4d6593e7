package pk.muhr.command.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationTest {

    private static final PublicUrl OTHER = PublicUrl.parse("http://pki.example.org");

    @TempDir
    private Path directory;

    @Test
    void fixesThePublicUrlWhenItIsNew() {
        create(Optional.of(OTHER));
        assertThat(create(Optional.empty()).publicUrl()).isEqualTo(OTHER);
        assertThat(Installation.open(directory).publicUrl()).isEqualTo(OTHER);
    }

    @Test
    void refusesAnotherPublicUrlLater() {
        create(Optional.empty());
        assertThatThrownBy(() -> create(Optional.of(OTHER)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("http://pki.example.gov.pk:8080")
                .hasMessageContaining("--public-url");
    }

    @Test
    void acceptsTheSamePublicUrlAgain() {
        create(Optional.of(OTHER));
        assertThat(create(Optional.of(OTHER)).publicUrl()).isEqualTo(OTHER);
    }

    @Test
    void refusesADirectoryThatHoldsOtherThings() throws IOException {
        Files.writeString(directory.resolve("letter.txt"), "not ours");
        assertThatThrownBy(() -> create(Optional.empty()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("letter.txt");
        assertThat(directory.resolve("installation.properties")).doesNotExist();
    }

    @Test
    void refusesToOpenWhatIsNoInstallation() {
        assertThatThrownBy(() -> Installation.open(directory))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("./muhr start");
    }

    @Test
    void refusesToOpenAnInstallationOfAnotherKind() throws IOException {
        Files.writeString(
                directory.resolve("installation.properties"), "kind=production\npublic-url=http://x.example\n");
        assertThatThrownBy(() -> Installation.open(directory)).isInstanceOf(Refused.class);
    }

    @Test
    void onlyOneServiceHoldsADirectory() {
        try (InstallationLock held = InstallationLock.take(directory)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> InstallationLock.take(directory))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("Another `muhr start` runs on " + directory);
        }
        InstallationLock.take(directory).close();
    }

    @Test
    void forgivesAFinalSlash() {
        assertThat(PublicUrl.parse("http://pki.example.org/")).isEqualTo(OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://pki.example.org",
                "pki.example.org",
                "http://",
                "http://pki.example.org/path",
                "http://pki.example.org?query",
                "http://user@pki.example.org",
                "http://a b"
            })
    void refusesAPublicUrlThatCertificatesCannotCarry(String text) {
        assertThatThrownBy(() -> PublicUrl.parse(text))
                .isInstanceOf(Refused.class)
                .extracting(failure -> ((Refused) failure).exitStatus())
                .isEqualTo(2);
    }

    private Installation create(Optional<PublicUrl> asked) {
        return Installation.openOrCreate(directory, asked, 8080, Clock.systemUTC());
    }
}
