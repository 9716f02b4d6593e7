package pk.muhr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
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

    @Test
    void everyCallIsOpenToWhomTheTableSaysAndToNobodyElse() throws IOException {
        Map<String, String> tokens = tokens();
        Map<String, String> found = new TreeMap<>();
        for (Call call : calls()) {
            int anonymous =
                    send(Api.anonymous(), call.method(), filled(call.path())).statusCode();
            if (anonymous != 401) {
                found.put(call.toString(), EVERYBODY);
                continue;
            }
            Set<String> open = new TreeSet<>();
            tokens.forEach((role, token) -> {
                int status = send(Api.bearer(token), call.method(), filled(call.path()))
                        .statusCode();
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
            if (send(Api.bearer(stranger), call.method(), path).statusCode() != 403) {
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
                expectClosed(
                        opened, call.method() + " " + spelling, send(Api.bearer(stranger), call.method(), spelling));
            }
            if (call.method().equals("GET")) {
                expectClosed(opened, "HEAD " + path, send(Api.bearer(stranger), "HEAD", path));
            }
            for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Original-Method")) {
                expectClosed(
                        opened,
                        header + " " + call,
                        send(Api.bearer(stranger).header(header, "OPTIONS"), call.method(), path));
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
            Response answer = send(Api.bearer(token), call.method(), path);
            if (!Set.of(400, 403, 404, 415, 422).contains(answer.statusCode())) {
                opened.add(call + " -> " + answer.statusCode());
            }
        }
        assertThat(opened).isEmpty();
    }

    private static void expectClosed(List<String> opened, String what, Response answer) {
        if (answer.statusCode() < 400 || answer.statusCode() >= 500) {
            opened.add(what + " -> " + answer.statusCode());
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

    private static Response send(RequestSpecification as, String method, String path) {
        RequestSpecification request = as.urlEncodingEnabled(false);
        return method.equals("GET") || method.equals("HEAD")
                ? request.request(method, path)
                : request.contentType(path.contains(BATCH) ? "application/x-ndjson" : ContentType.JSON.toString())
                        .body("{}".getBytes(StandardCharsets.UTF_8))
                        .request(method, path);
    }
}
