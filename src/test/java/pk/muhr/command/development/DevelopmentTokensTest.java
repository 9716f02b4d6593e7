package pk.muhr.command.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.hsm.Pkcs11Module;
import pk.muhr.hsm.TokenInfo;
import pk.muhr.hsm.TokenLabel;

/** On the tokens that every test of this build shares: SoftHSM2 reads its environment once. */
class DevelopmentTokensTest {

    private static final Path SOFT_HSM =
            Path.of(System.getenv(DevelopmentTokens.VARIABLE)).getParent();

    private final DevelopmentTokens tokens = new DevelopmentTokens(
            SOFT_HSM, SOFT_HSM.resolve("pins"), Optional.ofNullable(System.getenv(DevelopmentTokens.VARIABLE)));

    @Test
    void makesEveryTokenOnceAndFindsItAgain() throws Exception {
        tokens.establish(SoftHsmLibrary.find(), new SecureRandom());
        Map<String, String> before = serialNumbers();
        tokens.establish(SoftHsmLibrary.find(), new SecureRandom());
        assertThat(before)
                .containsOnlyKeys(
                        "muhr-root", "muhr-domains", "muhr-issuing", "muhr-status", "muhr-timestamp", "muhr-log");
        assertThat(serialNumbers()).isEqualTo(before);
    }

    @Test
    void keepsEachPinInAFileOfItsOwner() throws Exception {
        tokens.establish(SoftHsmLibrary.find(), new SecureRandom());
        for (Path file : tokens.pinFiles().values()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(file.resolveSibling(file.getFileName() + ".officer")).doesNotExist();
        }
    }

    @Test
    void refusesWhenSoftHsmWouldUseOtherTokens(@TempDir Path directory) {
        for (Optional<String> variable : List.of(Optional.<String>empty(), Optional.of("/etc/softhsm2.conf"))) {
            DevelopmentTokens other = new DevelopmentTokens(directory, directory.resolve("pins"), variable);
            assertThatThrownBy(() -> other.establish(SoftHsmLibrary.find(), new SecureRandom()))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("SOFTHSM2_CONF must be " + directory.resolve("softhsm2.conf"));
        }
    }

    @Test
    void saysThatKeysAreLostWhenAPinIs(@TempDir Path directory) {
        tokens.establish(SoftHsmLibrary.find(), new SecureRandom());
        DevelopmentTokens without = new DevelopmentTokens(
                SOFT_HSM, directory, Optional.ofNullable(System.getenv(DevelopmentTokens.VARIABLE)));
        assertThatThrownBy(() -> without.establish(SoftHsmLibrary.find(), new SecureRandom()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("its PIN file " + directory.resolve("muhr-root") + " does not");
    }

    private static Map<String, String> serialNumbers() {
        Map<String, String> numbers = new HashMap<>();
        for (TokenInfo token : Pkcs11Module.load(SoftHsmLibrary.find()).tokens()) {
            if (DevelopmentTokens.LABELS.contains(new TokenLabel(token.label()))) {
                assertThat(numbers.put(token.label(), token.serial())).isNull();
            }
        }
        return numbers;
    }
}
