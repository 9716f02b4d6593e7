package pk.muhr.console;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** A real OpenID provider, with one realm, one client and one user; it ends with {@link #close()}. */
final class Keycloak implements AutoCloseable {

    static final String PASSWORD = "a password of the realm";
    static final String USER = "dev-auditor";
    static final String SECRET = "a-secret-of-the-client";

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Path UNPACKED = Path.of("target", "keycloak").toAbsolutePath();

    private static final String REALM = """
            {"realm": "muhr", "enabled": true, "sslRequired": "none",
             "clients": [{"clientId": "muhr", "enabled": true, "publicClient": false, "secret": "%s",
                          "standardFlowEnabled": true, "redirectUris": ["%s"],
                          "attributes": {"pkce.code.challenge.method": "S256"}}],
             "users": [{"username": "%s", "enabled": true, "firstName": "An", "lastName": "Auditor",
                        "email": "auditor@example.gov.pk", "emailVerified": true,
                        "credentials": [{"type": "password", "value": "%s", "temporary": false}]}]}
            """;

    private final Process process;
    private final int port;

    private Keycloak(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** A free port for it, since whoever trusts it must know its address before. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static String issuer(int port) {
        return "http://localhost:" + port + "/realms/muhr";
    }

    /** Starts it, for a client whose browsers come back to this address. */
    static Keycloak start(int port, String redirect) throws IOException, InterruptedException {
        Path home;
        try (Stream<Path> unpacked = Files.list(UNPACKED)) {
            home = unpacked.filter(path -> path.getFileName().toString().startsWith("keycloak-"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the long suite unpacks Keycloak in " + UNPACKED));
        }
        Path imported = Files.createDirectories(home.resolve("data/import"));
        Files.writeString(imported.resolve("muhr.json"), REALM.formatted(SECRET, redirect, USER, PASSWORD));
        ProcessBuilder command = new ProcessBuilder(
                        "bash",
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--cache=local")
                .redirectErrorStream(true)
                .redirectOutput(UNPACKED.resolve("keycloak.log").toFile());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.environment().put("JAVA_OPTS_APPEND", "-Xmx512m -Djava.net.preferIPv4Stack=true");
        Keycloak keycloak = new Keycloak(command.start(), port);
        Runtime.getRuntime().addShutdownHook(new Thread(keycloak::close));
        keycloak.await();
        return keycloak;
    }

    private void await() throws InterruptedException {
        Instant end = Instant.now().plus(LONGEST_START);
        URI description = URI.create(issuer(port) + "/.well-known/openid-configuration");
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (Instant.now().isBefore(end) && process.isAlive()) {
                try {
                    if (client.send(HttpRequest.newBuilder(description).build(), HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException _) {
                    // not yet
                }
                Thread.sleep(500);
            }
        }
        close();
        throw new IllegalStateException("Keycloak did not start; see " + UNPACKED.resolve("keycloak.log"));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
