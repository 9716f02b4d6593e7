package pk.muhr.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchInstallationTest {

    @TempDir
    private Path data;

    @Test
    void isNotUsedAgainWhileRowsAreInItThatNoServiceWrote() {
        BenchPolicies policies = BenchPolicies.derivedFrom(Path.of("policies"));
        assertThat(BenchInstallation.isReusable(policies, data)).isFalse();
        policies.writeTo(data.resolve("program").resolve("policies"));
        assertThat(BenchInstallation.isReusable(policies, data)).isTrue();
        BenchInstallation.spoil(data);
        assertThat(BenchInstallation.isReusable(policies, data)).isFalse();
        BenchInstallation.restored(data);
        assertThat(BenchInstallation.isReusable(policies, data)).isTrue();
    }
}
