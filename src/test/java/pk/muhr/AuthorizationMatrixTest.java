package pk.muhr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.identity.BodyId;
import pk.muhr.identity.Role;

/**
 * Every call of the API by every role, against a table that says who may ({@code authorization.txt}). A call that the
 * table does not have fails: nothing is open because somebody forgot it. {@code -Dmuhr.write=true} writes the table as the
 * service behaves, to be read line by line before it is kept.
 */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class AuthorizationMatrixTest {

    private static final Path TABLE = Path.of("src/test/resources/authorization.txt");
    private static final String EVERYBODY = "everybody";
    private static final String NOBODY_KNOWN = "nobody";

    /** The one call whose body is no single JSON document. */
    private static final String BATCH = "requests/batch";

    /** What stands in for the parameters of addresses: things that are there, or could be. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "body", "nitb",
            "ca", "gov-tls",
            "hash", "0".repeat(64),
            "kind", "none",
            "id", "00000000-0000-4000-8000-000000000000");

    private record Call(String method, String path) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private HttpClient client;

    @BeforeEach
    void connect() throws IOException, GeneralSecurityException {
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(Api.tls())
                .build();
    }

    @AfterEach
    void end() {
        client.close();
    }

    @Test
    void everyCallIsOpenToWhomTheTableSaysAndToNobodyElse() throws IOException {
        Map<String, String> tokens = tokens();
        Map<String, String> found = new TreeMap<>();
        for (Call call : calls()) {
            if (send(Map.of(), call.method(), filled(call.path())) != 401) {
                found.put(call.toString(), EVERYBODY);
                continue;
            }
            Set<String> open = new TreeSet<>();
            tokens.forEach((role, token) -> {
                int status = send(bearer(token), call.method(), filled(call.path()));
                assertThat(status).as("%s as %s", call, role).isNotEqualTo(401).isLessThan(500);
                if (status != 403) {
                    open.add(role);
                }
            });
            found.put(call.toString(), String.join(" ", open));
        }
        String table = found.entrySet().stream()
                .map(line -> line.getKey() + ": " + line.getValue() + "\n")
                .collect(Collectors.joining());
        if (Boolean.getBoolean("muhr.write")) {
            Files.writeString(TABLE, table);
        }
        assertThat(table).isEqualTo(Files.readString(TABLE));
    }

    @Test
    void anotherSpellingOfAnAddressOpensNothing() {
        String stranger = tokens().get(NOBODY_KNOWN);
        List<String> opened = new ArrayList<>();
        for (Call call : calls()) {
            String path = filled(call.path());
            if (send(bearer(stranger), call.method(), path) != 403) {
                continue; // open to everybody
            }
            for (String spelling : List.of(
                    path + "/",
                    path + ";x",
                    path + "%3Bx",
                    path + "%2F",
                    path.replace("/api/v1/", "/api//v1/"),
                    path.replace("/api/v1/", "//api/v1/"),
                    path.replace("/api/v1/", "/api/./v1/"),
                    path.replace("/api/v1/", "/api;x/v1/"),
                    path.replace("/api/v1/", "/API/v1/"),
                    path.replace("/api/v1/", "/api/v1/../v1/"))) {
                expectClosed(opened, call.method() + " " + spelling, send(bearer(stranger), call.method(), spelling));
            }
            if (call.method().equals("GET")) {
                expectClosed(opened, "HEAD " + path, send(bearer(stranger), "HEAD", path));
            }
            for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Original-Method")) {
                expectClosed(
                        opened,
                        header + " " + call,
                        send(with(bearer(stranger), header, "OPTIONS"), call.method(), path));
            }
        }
        assertThat(opened).isEmpty();
    }

    /** By any verb: what is another body's is not there. */
    @Test
    void aBodySeesNothingOfAnother() {
        Response issued = Api.askForHost("ntc");
        assertThat(issued.statusCode()).as(issued.asString()).isEqualTo(201);
        String token = TestInstallation.token(new BodyId("nitb"), "test-subscriber-nitb");
        List<String> opened = new ArrayList<>();
        for (Call call : calls()) {
            boolean ofCertificate = call.path().startsWith("/api/v1/certificates/{");
            if (!ofCertificate
                    && !call.path().startsWith("/api/v1/requests/{")
                    && !call.path().contains("{body}")) {
                continue;
            }
            String path = filled(call.path()
                    .replace("{id}", issued.path(ofCertificate ? "certificate.id" : "id"))
                    .replace("{body}", "ntc"));
            int status = send(bearer(token), call.method(), path);
            if (!Set.of(400, 403, 404, 415, 422).contains(status)) {
                opened.add(call + " -> " + status);
            }
        }
        assertThat(opened).isEmpty();
    }

    private static void expectClosed(List<String> opened, String what, int status) {
        if (status < 400 || status >= 500) {
            opened.add(what + " -> " + status);
        }
    }

    private static List<Call> calls() {
        Map<String, Map<String, Object>> paths =
                Api.anonymous().accept("application/json").get("/q/openapi").path("paths");
        List<Call> calls = new ArrayList<>();
        paths.forEach((path, operations) -> operations.keySet().stream()
                .filter(method -> path.startsWith("/api/")
                        && List.of("get", "post", "put", "delete", "patch").contains(method))
                .forEach(method -> calls.add(new Call(method.toUpperCase(Locale.ROOT), path))));
        assertThat(calls).hasSizeGreaterThan(50);
        return calls;
    }

    private static String filled(String path) {
        String filled = path;
        for (Map.Entry<String, String> parameter : PARAMETERS.entrySet()) {
            filled = filled.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        return filled.replaceAll("\\{[^}]*}", PARAMETERS.get("id"));
    }

    /** One person for each role, and one whom nobody appointed. */
    private static Map<String, String> tokens() {
        Map<String, String> tokens = new TreeMap<>();
        Arrays.stream(Role.values())
                .forEach(role -> tokens.put(
                        role.label(),
                        TestInstallation.token(
                                role,
                                role.actsForBody() ? Optional.of(new BodyId("nitb")) : Optional.empty(),
                                "test-matrix-" + role.label())));
        tokens.put(NOBODY_KNOWN, TestInstallation.stranger("test-matrix-nobody"));
        return tokens;
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return more;
    }

    /** The status of the answer. By a client that keeps its connection, as there are thousands of these. */
    private int send(Map<String, String> headers, String method, String path) {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + path));
        headers.forEach(request::header);
        if (method.equals("GET") || method.equals("HEAD")) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", path.contains(BATCH) ? "application/x-ndjson" : "application/json");
            request.method(method, BodyPublishers.ofString("{}"));
        }
        try {
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
