package pk.muhr.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.TestInstallation;
import pk.muhr.audit.AuditRecord;
import pk.muhr.audit.AuditRecords;

/** Whatever goes wrong is answered as a problem, is on record, and says nothing of what is inside. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ProblemResourceTest {

    @TestHTTPResource(value = "/probe", tls = true)
    URI https;

    @TestHTTPResource("/probe")
    URI http;

    @Inject
    AuditRecords audit;

    @Inject
    FailingObserver observer;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":"a","count":1,"state":"issued"}          | unknown-field    | state
            {"inner":{"word":"x","extra":1}}                 | unknown-field    | inner.extra
            {"name":"a","name":"b"}                          | duplicate-key    | name
            {"inner":{"word":"a","word":"b"}}                | duplicate-key    | word
            {"name":"a"                                      | malformed-json   | line 1
            {"count":NaN}                                    | malformed-json   | line 1
            {"count":1} {"count":2}                          | trailing-content | line 1
            {"count":1}]                                     | malformed-json   | line 1
            {"count":"many"}                                 | wrong-type       | count = many
            {"count":null}                                   | wrong-type       | count
            {"count":99999999999}                            | wrong-type       | line 1
            {"count":{"a":1}}                                | wrong-type       | count
            {"name":["a"]}                                   | wrong-type       | name
            ["a"]                                            | wrong-type       | the body itself
            {"inner":{"word":"bad"}}                         | invalid-value    | inner
            null                                             | body-missing     |
            """)
    void refusesBodyAndNamesRuleAndValue(String body, String rule, String value) {
        Response answer = post(body);
        assertProblem(answer, 400, rule);
        assertThat(answer.jsonPath().getString("value"))
                .satisfies(shown -> assertThat(value == null ? shown == null : shown.startsWith(value))
                        .isTrue());
        assertThat(answer.jsonPath().getString("fix")).isNotBlank();
    }

    @Test
    void namesTheKnownFields() {
        assertThat(post("{\"count\":1,\"nmae\":\"a\"}").jsonPath().getString("fix"))
                .contains("count, inner, name");
    }

    @Test
    void passesOnTheSentenceOfTheBrokenRule() {
        assertThat(post("{\"inner\":{\"word\":\"bad\"}}").jsonPath().getString("detail"))
                .isEqualTo("a word is not bad (rule 7)");
    }

    @Test
    void refusesNoBody() {
        assertProblem(
                given().relaxedHTTPSValidation().contentType("application/json").post(https + "/orders"),
                400,
                "body-missing");
    }

    @Test
    void refusesDeepNesting() {
        assertProblem(tree("[".repeat(10_000) + "]".repeat(10_000)), 400, "json-limits");
        assertProblem(tree("{\"a\":" + "[".repeat(20) + "]".repeat(20) + "}"), 400, "json-limits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":1}", "{\"a\":{\"b\":1,\"b\":2}}"})
    void refusesDuplicateKeysWhereNoTypeIsKnown(String body) {
        assertProblem(tree(body), 400, "duplicate-key");
    }

    @Test
    void refusesLongNumbers() {
        assertProblem(tree("[1" + "0".repeat(1000) + "]"), 400, "json-limits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void refusesOtherEncodings(String charset) {
        assertThat(sent("{\"count\":1}".getBytes(Charset.forName(charset))).statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThat(sent("\ufeff{\"count\":1}".getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(400);
        assertThat(sent("{\"name\":\"\u00e4\",\"count\":1}".getBytes(StandardCharsets.ISO_8859_1))
                        .statusCode())
                .isEqualTo(400);
        assertThat(sent("{\"name\":\"\u00e4\",\"count\":1}".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void failsWhereTheRefusalCannotBeRecorded() {
        observer.fail(true);
        Response answer = get("/failures/problem");
        observer.fail(false);
        assertProblem(answer, 503, "unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void forgetsTheCallerWhoHangsUp() throws IOException {
        long before = audit.count();
        try (Socket socket = new Socket(http.getHost(), http.getPort())) {
            String head = "POST /probe/public/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 1000\r\n\r\n{\"na";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }
        assertThat(get("/failures/problem").statusCode()).isEqualTo(409);
        assertThat(audit.count()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {525_000, 900_000})
    void refusesLongBody(int size) {
        Response answer = post("{\"name\":\"" + "a".repeat(size) + "\"}");
        assertProblem(answer, 413, "body-too-long");
        assertThat(answer.jsonPath().getString("value")).isEqualTo(size + 11 + " bytes");
        assertThat(answer.jsonPath().getString("fix")).isNotBlank();
    }

    @Test
    void refusesLongBodyWithoutAnnouncedLength() {
        byte[] body = ("{\"name\":\"" + "a".repeat(600_000) + "\"}").getBytes(StandardCharsets.US_ASCII);
        Response answer = given().relaxedHTTPSValidation()
                .contentType("application/json")
                .body(new ByteArrayInputStream(body))
                .post(https + "/orders");
        assertProblem(answer, 413, "body-too-long");
        assertThat(answer.jsonPath().getString("value")).endsWith(" bytes");
    }

    @Test
    void refusesHugeBodyBeforeItIsSent() throws IOException {
        try (Socket socket = new Socket(http.getHost(), http.getPort())) {
            socket.setSoTimeout(10_000);
            String head = "POST /probe/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 100000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer)
                    .startsWith("HTTP/1.1 413")
                    .contains("application/problem+json", "body-too-long", "100000000 bytes");
        }
    }

    @Test
    void refusesOtherMediaType() {
        assertProblem(
                given().relaxedHTTPSValidation()
                        .contentType("application/xml")
                        .body("<a/>")
                        .post(https + "/orders"),
                415,
                "unsupported-media-type");
    }

    @Test
    void refusesOtherAccept() {
        Response answer = given().relaxedHTTPSValidation()
                .accept("image/png")
                .contentType("application/json")
                .body("{\"count\":1}")
                .post(https + "/orders");
        assertProblem(answer, 406, "not-acceptable");
    }

    @Test
    void refusesOtherMethod() {
        Response answer = given().relaxedHTTPSValidation().get(https + "/orders");
        assertProblem(answer, 405, "method-not-allowed");
    }

    @Test
    void knowsNoSuchAddress() {
        assertProblem(given().relaxedHTTPSValidation().get(https + "/nowhere"), 404, "not-found");
    }

    @Test
    void answersWithTheProblemOfTheResource() {
        Response answer = get("/failures/problem");
        assertProblem(answer, 409, "used-up");
        assertThat(answer.jsonPath().getString("value")).isEqualTo("seven");
    }

    @ParameterizedTest
    @ValueSource(strings = {"outage", "wrapped-outage"})
    void saysThatAnOutageMayPass(String kind) {
        Response answer = get("/failures/" + kind);
        assertProblem(answer, 503, "unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.asString()).doesNotContain("secret");
    }

    @Test
    void saysNothingOfAFailureButItsId() {
        Response answer = get("/failures/bug");
        assertProblem(answer, 500, "internal");
        assertThat(answer.asString())
                .doesNotContain("secret")
                .doesNotContain("Exception")
                .doesNotContain("pk.muhr");
    }

    @Test
    void recordsEachRefusalWithItsId() {
        String id = post("{\"count\":1,\"state\":1}").jsonPath().getString("id");
        AuditRecord record = recordOf(id);
        assertThat(record.event().event()).isEqualTo("REQUEST_REFUSED");
        assertThat(record.event().actor().id()).isEqualTo("anonymous");
        assertThat(record.event().details())
                .containsEntry("rule", "unknown-field")
                .containsEntry("status", 400)
                .containsEntry("method", "POST")
                .containsEntry("path", "/probe/orders");
    }

    @Test
    void doesNotRecordRefusalsOfPublicResources() {
        String id = given().get(http + "/public/failing").jsonPath().getString("id");
        assertThat(audit.newest(20))
                .noneMatch(record -> id.equals(record.event().details().get("problem")));
    }

    @Test
    void servesPublicResourcesWithoutTls() {
        assertThat(given().get(http + "/public").statusCode()).isEqualTo(200);
        assertThat(given().relaxedHTTPSValidation().get(https + "/public").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders",
                "/orders;x",
                "/orders;/public",
                "//orders",
                "/orders/",
                "/%6frders",
                "/public/../orders",
                "/public/%2e%2e/orders",
                "/./orders"
            })
    void refusesOtherResourcesWithoutTlsHoweverThePathIsSpelt(String path) {
        Response answer = plain().body("{\"count\":1}").post(http + path);
        assertThat(answer.statusCode()).isIn(403, 404);
        assertThat(answer.jsonPath().getString("rule")).isIn("https-required", "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Proto: https", "X-Forwarded-Ssl: on", "Forwarded: proto=https"})
    void believesNoHeaderAboutTls(String header) {
        List<String> parts = List.of(header.split(": "));
        Response answer =
                plain().header(parts.get(0), parts.get(1)).body("{\"count\":1}").post(http + "/orders");
        assertProblem(answer, 403, "https-required");
    }

    @Test
    void refusesPlainHttpBeforeItAsksForAToken() {
        assertProblem(given().get(http + "/officer"), 403, "https-required");
        assertProblem(given().auth().oauth2("a.b.c").get(http + "/officer"), 403, "https-required");
    }

    private Response post(String body) {
        return given().relaxedHTTPSValidation()
                .contentType("application/json")
                .body(body)
                .post(https + "/orders");
    }

    private Response sent(byte[] body) {
        return given().relaxedHTTPSValidation()
                .contentType("application/json")
                .body(body)
                .post(https + "/orders");
    }

    private Response tree(String body) {
        return given().relaxedHTTPSValidation()
                .contentType("application/json")
                .body(body)
                .post(https + "/trees");
    }

    private Response get(String path) {
        return given().relaxedHTTPSValidation().get(https + path);
    }

    private static RequestSpecification plain() {
        return given().urlEncodingEnabled(false).contentType("application/json");
    }

    private AuditRecord recordOf(String id) {
        return audit.newest(20).stream()
                .filter(record -> id.equals(record.event().details().get("problem")))
                .findFirst()
                .orElseThrow();
    }

    private static void assertProblem(Response answer, int status, String rule) {
        assertThat(answer.asString()).contains(rule);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.jsonPath().getString("rule")).isEqualTo(rule);
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:muhr:problem:" + rule);
        assertThat(answer.jsonPath().getInt("status")).isEqualTo(status);
        assertThat(answer.jsonPath().getString("id")).matches("[0-9a-f]{24}");
        assertThat(answer.jsonPath().getString("title")).isNotBlank();
        assertThat(answer.jsonPath().getString("detail")).isNotBlank();
    }
}
