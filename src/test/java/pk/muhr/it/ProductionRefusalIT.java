package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The program as production runs it, {@code java -jar quarkus-run.jar} with configuration in a file, refuses every part
 * that is for development. A development installation runs beside it and lends its parts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductionRefusalIT {

    private static final String DATABASE = "production";

    private RunningProgram development;
    private int directories;

    @BeforeAll
    void start() throws SQLException {
        development = RunningProgram.onFoundedData("lender");
        try (Connection superuser = development.data().asSuperuser("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("create database " + DATABASE + " owner muhr_owner");
        }
    }

    @AfterAll
    void end() {
        development.close();
    }

    @Test
    void refusesDatabaseOfADevelopmentInstallation() throws IOException {
        Map<String, String> configuration = configuration();
        configuration.put("quarkus.datasource.jdbc.url", development.data().url("muhr"));

        assertRefused(configuration, "this database belongs to a development installation");
    }

    @Test
    void refusesDevelopmentIdentityProvider() throws IOException {
        Map<String, String> configuration = configuration();
        configuration.put("mp.jwt.verify.issuer", "https://identity.muhr.example");

        assertRefused(configuration, "the development identity provider is refused in production");
    }

    @Test
    void refusesSoftwareToken() throws IOException {
        Map<String, String> configuration = configuration();
        configuration.put(
                "muhr.hsm.tokens.\"muhr-issuing\".pin-file",
                development.data().pin("muhr-issuing").toString());

        assertRefused(configuration, "the token muhr-issuing is a software token (SoftHSM");
    }

    @Test
    void refusesExampleArc() throws IOException {
        assertRefused(configuration(), "policies/certificate-policy.yaml still has the example arc 2.999");
    }

    @Test
    void refusesToRunWithoutADatabase() throws IOException {
        Map<String, String> configuration = configuration();
        configuration
                .keySet()
                .removeIf(key -> key.startsWith("quarkus.datasource") || key.startsWith("quarkus.flyway"));

        assertRefused(configuration, "quarkus.datasource.jdbc.url");
    }

    @Test
    void refusesToRunWithABrokenPolicyFile() throws IOException {
        Path policies = Clone.place("production-policies");
        Path ours = Clone.thisOne().top().resolve("policies");
        Ran.toItsEnd(new ProcessBuilder("cp", "-a", ours.toString(), policies.toString()))
                .successfully();
        Path profile = policies.resolve("tls-server.yaml");
        Files.writeString(profile, Files.readString(profile).replace("validityDays: 90", "validtyDays: 90"));
        Map<String, String> configuration = configuration();
        configuration.put("muhr.policies.directory", policies.toString());

        assertRefused(configuration, "tls-server.yaml:8: unknown key validtyDays");
    }

    @Test
    void refusesToRunWithADatabaseThatDoesNotAnswer() throws IOException {
        Map<String, String> configuration = configuration();
        int nobody = Doors.free().http();
        configuration.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:" + nobody + "/muhr");

        assertRefused(configuration, "Connection to 127.0.0.1:" + nobody + " refused");
    }

    @Test
    void refusesToStartADevelopmentInstallation() throws IOException {
        Path directory = directory(Map.of("muhr.mode", "production"));

        Ran ran = Ran.toItsEnd(Clone.thisOne().production(directory, "start", "--data", "data"));

        assertForDevelopmentOnly(ran, "`start`");
        assertNothingWasMadeIn(directory);
    }

    @Test
    void refusesToMakeADevelopmentToken() {
        String data = development.data().path().toString();
        ProcessBuilder token = Clone.thisOne().muhr("token", "--role", "auditor", "--data", data);
        token.environment().put("MUHR_MODE", "production");

        assertForDevelopmentOnly(Ran.toItsEnd(token), "`token`");
    }

    private static void assertForDevelopmentOnly(Ran ran, String what) {
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.output()).isEmpty();
        assertThat(ran.errors())
                .startsWith("muhr: " + what + " is for development only, and muhr.mode is \"production\".");
    }

    private void assertRefused(Map<String, String> configuration, String sentence) throws IOException {
        Path directory = directory(configuration);
        ProcessBuilder builder = Clone.thisOne().production(directory);
        builder.environment()
                .put("SOFTHSM2_CONF", development.data().softHsmConfiguration().toString());

        Ran ran = Ran.toItsEnd(builder);

        assertThat(ran.status()).as(ran.said()).isNotZero();
        assertThat(ran.said()).contains(sentence);
        assertThat(ran.children()).as("children of production").isEmpty();
        assertNothingWasMadeIn(directory);
    }

    private static void assertNothingWasMadeIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("config");
        }
        assertThat(new DataDirectory(directory.resolve(".muhr")).postmaster()).isEmpty();
    }

    /** All that production needs, and the parts are those of production but for the policy. */
    private Map<String, String> configuration() {
        Map<String, String> keys = new TreeMap<>();
        Path top = Clone.thisOne().top();
        Doors doors = Doors.free();
        keys.put("muhr.public-url", "http://pki.example.gov.pk");
        keys.put("muhr.policies.directory", top.resolve("policies").toString());
        keys.put(
                "muhr.hsm.configuration", top.resolve("hsm-config/softhsm2.cfg").toString());
        keys.put("quarkus.datasource.jdbc.url", development.data().url(DATABASE));
        keys.put("quarkus.datasource.username", "muhr_app");
        keys.put("quarkus.datasource.password", development.data().password("muhr_app"));
        keys.put("quarkus.flyway.username", "muhr_owner");
        keys.put("quarkus.flyway.password", development.data().password("muhr_owner"));
        keys.put(
                "mp.jwt.verify.publickey.location",
                development
                        .data()
                        .path()
                        .resolve("identity/jwt-public.pem")
                        .toUri()
                        .toString());
        keys.put("mp.jwt.verify.issuer", "https://identity.example.gov.pk");
        keys.put("quarkus.http.host", "127.0.0.1");
        keys.put("quarkus.http.port", "" + doors.http());
        keys.put("quarkus.http.ssl-port", "" + doors.https());
        keys.put("quarkus.management.port", "" + doors.management());
        return keys;
    }

    private Path directory(Map<String, String> configuration) throws IOException {
        Path directory = Clone.place("production-" + ++directories);
        StringBuilder text = new StringBuilder();
        configuration.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        Path config = Files.createDirectories(directory.resolve("config"));
        Files.writeString(config.resolve("application.properties"), text);
        return directory;
    }
}
