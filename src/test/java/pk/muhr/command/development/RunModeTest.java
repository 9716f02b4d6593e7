package pk.muhr.command.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunModeTest {

    @TempDir
    private Path directory;

    private final Properties system = new Properties();

    @Test
    void developmentThingsAreAllowedWhereNothingIsSaid() {
        assertThatCode(() -> mode(Map.of()).requireDevelopment("A thing")).doesNotThrowAnyException();
    }

    @Test
    void developmentThingsAreAllowedWhereDevelopmentIsSaid() {
        assertThatCode(() -> mode(Map.of("MUHR_MODE", "development")).requireDevelopment("A thing"))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesWhenTheEnvironmentSaysProduction() {
        assertThatThrownBy(() -> mode(Map.of("MUHR_MODE", "production")).requireDevelopment("The embedded PostgreSQL"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("The embedded PostgreSQL is for development only")
                .hasMessageContaining("\"production\"")
                .hasMessageEndingWith("for development say muhr.mode=development there.");
        mode(Map.of("MUHR_MODE", "development")).requireDevelopment("The embedded PostgreSQL");
    }

    @Test
    void refusesWhenASystemPropertySaysProduction() {
        system.setProperty("muhr.mode", "Production");
        assertThatThrownBy(() -> mode(Map.of()).requireDevelopment("A thing")).isInstanceOf(Refused.class);
    }

    @Test
    void refusesWhenTheConfigurationFileSaysProduction() throws IOException {
        Files.createDirectory(directory.resolve("config"));
        Files.writeString(directory.resolve("config/application.properties"), "muhr.mode = production\n");
        assertThatThrownBy(() -> mode(Map.of()).requireDevelopment("A thing")).isInstanceOf(Refused.class);
    }

    @Test
    void refusesWhenTheProductionProfileSaysProduction() throws IOException {
        Files.createDirectory(directory.resolve("config"));
        Files.writeString(directory.resolve("config/application.properties"), "%prod.muhr.mode=production\n");
        assertThatThrownBy(() -> mode(Map.of()).requireDevelopment("A thing")).isInstanceOf(Refused.class);
    }

    @Test
    void refusesWhenTheEnvironmentFileSaysProduction() throws IOException {
        Files.writeString(directory.resolve(".env"), "MUHR_MODE=production\n");
        assertThatThrownBy(() -> mode(Map.of()).requireDevelopment("A thing")).isInstanceOf(Refused.class);
    }

    @Test
    void refusesWhenAFurtherConfigurationFileSaysProduction() throws IOException {
        Path further = Files.writeString(directory.resolve("further.properties"), "muhr.mode=production\n");
        Map<String, String> environment = Map.of("QUARKUS_CONFIG_LOCATIONS", further.toString());
        assertThatThrownBy(() -> mode(environment).requireDevelopment("A thing"))
                .isInstanceOf(Refused.class);
    }

    @Test
    void refusesAModeThatDoesNotExist() {
        assertThatThrownBy(() -> mode(Map.of("MUHR_MODE", "prod")).requireDevelopment("A thing"))
                .isInstanceOf(Refused.class);
    }

    @Test
    void theStrongerSourceDecides() {
        system.setProperty("muhr.mode", "development");
        assertThat(mode(Map.of("MUHR_MODE", "production")).configured()).contains("development");
    }

    private RunMode mode(Map<String, String> environment) {
        return new RunMode(system, environment, directory);
    }
}
