package pk.muhr.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.TestInstallation;

/** The key that hides people's numbers: nobody else reads it, and it stays the same. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class IdentifierSecretTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @Inject
    IdentifierSecret secret;

    @Inject
    IdentifierKeyChecks checks;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"rw----r--", "rw--w----", "rwxrwxrwx"})
    void refusesAFileThatIsOpenToOthers(String permissions) throws IOException {
        IdentifierSecret open = secret(KEY, permissions);
        assertThatThrownBy(open::check).hasMessageContaining("chmod 600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--r-----"})
    void takesAFileThatOwnerOrGroupRead(String permissions) throws IOException {
        assertThat(secret(KEY, permissions).check()).isPresent();
    }

    @Test
    void refusesAnotherKeyThanTheFirst() throws IOException {
        assertThatCode(() -> checks.requireSame(secret.check().orElseThrow())).doesNotThrowAnyException();
        String other = secret(KEY, "rw-------").check().orElseThrow();
        assertThatThrownBy(() -> checks.requireSame(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("put the first key back");
    }

    private IdentifierSecret secret(String key, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve("key"), key);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return new IdentifierSecret(Optional.of(file));
    }
}
