package pk.muhr.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.AuditRecord;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Pem;
import pk.muhr.x509.Sha256;

/** Many requests in one, over HTTP. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class BatchResourceTest {

    private static final String ADDRESS = "/api/v1/requests/batch";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    AuditRecords audit;

    @Inject
    BatchEnrolments enrolments;

    @Test
    void issuesEachLineWithTheRecordsOfASingleRequest() {
        List<JsonNode> lines = answered(send(key(), line("a"), line("b"), line("c")));
        assertThat(lines).hasSize(3);
        for (int at = 0; at < 3; at++) {
            JsonNode line = lines.get(at);
            assertThat(line.path("line").asInt()).isEqualTo(at + 1);
            assertThat(line.path("state").asText()).isEqualTo("issued");
            Certificate certificate = Certificate.of(
                    Pem.parse(line.path("certificate").path("pem").asText()).content());
            assertThat(certificate.dnsNames()).containsExactly("abc".charAt(at) + ".batch.nitb.example.gov.pk");
            assertThat(certificate.fingerprint().hex())
                    .isEqualTo(line.path("certificate").path("id").asText());
            Response single = Api.subscriber("nitb")
                    .get("/api/v1/requests/" + line.path("request").asText());
            assertThat(single.<String>path("certificate.id"))
                    .isEqualTo(line.path("certificate").path("id").asText());
            assertThat(events(line.path("request").asText()))
                    .containsExactly("REQUEST_SUBMITTED", "INTENT_OPENED", "CERTIFICATE_ISSUED");
        }
    }

    @Test
    void answersTheSameBatchFromTheRecord() {
        String key = key();
        String[] lines = {line("a"), "no", line("b")};
        Response first = send(key, lines);
        long issued = issuedSoFar();
        Response second = send(key, lines);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(issuedSoFar()).isEqualTo(issued);
    }

    @Test
    void refusesAnotherContentUnderTheSameKey() {
        String key = key();
        send(key, line("a"));
        Response other = send(key, line("b"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.<String>path("rule")).isEqualTo("idempotency-key-taken");
    }

    @Test
    void needsAKey() {
        Response answer = batch(Api.subscriber("nitb"))
                .body(line("a").getBytes(StandardCharsets.UTF_8))
                .post(ADDRESS);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<String>path("rule")).isEqualTo("idempotency-key-missing");
    }

    @Test
    void refusesBadLinesAndTakesTheOthers() {
        String good = line("good");
        List<JsonNode> lines = answered(send(
                key(),
                good,
                "",
                "   ",
                "{\"profile\":",
                "{\"profile\":\"tls-server\",\"profile\":\"x\",\"csr\":\"y\"}",
                "[".repeat(16_000),
                "{\"" + "x".repeat(300) + "\":1}",
                "{\"profile\":\"" + "x".repeat(20_000) + "\"}",
                "null",
                "{\"profile\":\"tls-server\",\"csr\":\"\ud800\"}".replace("\ud800", "\u0000"),
                line("good").replace("tls-server", "no-such"),
                document("www.ntc.example.gov.pk"),
                line("last")));
        assertThat(lines)
                .extracting(line -> line.path("problem").path("rule").asText())
                .containsExactly(
                        "",
                        "line-empty",
                        "line-empty",
                        "malformed-json",
                        "duplicate-key",
                        "wrong-type",
                        "json-limits",
                        "line-too-long",
                        "request-malformed",
                        "malformed-json",
                        "profile-unknown",
                        "name-not-proved",
                        "");
        assertThat(lines)
                .extracting(line -> line.path("state").asText())
                .startsWith("issued", "refused")
                .endsWith("refused", "issued");
        assertThat(lines.get(4).path("problem").path("type").asText()).isEqualTo("urn:muhr:problem:duplicate-key");
        assertThat(audit.newest(40))
                .extracting(AuditRecord::event)
                .filteredOn(event -> event.event().equals("REQUEST_REFUSED"))
                .extracting(event -> event.details().get("problem"))
                .contains(lines.get(4).path("problem").path("id").asText());
    }

    @Test
    void refusesALineThatIsNotUtf8() {
        byte[] bytes = (line("a") + "\n{\"profile\":\"?\"}\n" + line("b")).getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = bytes[at] == '?' ? (byte) 0xff : bytes[at];
        }
        Response answer = batch(Api.subscriber("nitb"))
                .header("Idempotency-Key", key())
                .body(bytes)
                .post(ADDRESS);
        assertThat(answered(answer))
                .extracting(line -> line.path("problem").path("rule").asText())
                .containsExactly("", "not-utf-8", "");
    }

    @Test
    void takesTenThousandLinesAndNotOneMore() {
        String[] most = IntStream.range(0, 10_000).mapToObj(_ -> "x").toArray(String[]::new);
        assertThat(answered(send(key(), most))).hasSize(10_000);
        Response more = send(key(), String.join("\n", most), "x");
        assertThat(more.statusCode()).isEqualTo(413);
        assertThat(more.<String>path("rule")).isEqualTo("batch-too-long");
        assertThat(more.<String>path("detail")).contains("nothing was done");
    }

    @Test
    void takesALongBodyHereAndNowhereElse() {
        String padded = line("long").replace("}", " ".repeat(15_000) + "}");
        String[] lines = IntStream.range(0, 200)
                .mapToObj(at -> at == 0 ? padded : "x" + " ".repeat(16_000))
                .toArray(String[]::new);
        assertThat(answered(send(key(), lines)))
                .hasSize(200)
                .extracting(line -> line.path("state").asText())
                .startsWith("issued", "refused");
        String body = String.join("\n", List.of(lines).subList(0, 45));
        for (String elsewhere : List.of("/api/v1/requests", "/api/v1/requests/preview")) {
            int status = Api.subscriber("nitb")
                    .contentType(ContentType.JSON)
                    .body(body)
                    .post(elsewhere)
                    .statusCode();
            assertThat(status).as(elsewhere).isEqualTo(413);
        }
    }

    @Test
    void saysWhatSaysNoOfAQuietBody() {
        assertThat(send(key()).<String>path("rule")).isEqualTo("body-missing");
        Response json = Api.subscriber("nitb")
                .header("Idempotency-Key", key())
                .contentType(ContentType.JSON)
                .body(line("a"))
                .post(ADDRESS);
        assertThat(json.statusCode()).isEqualTo(415);
    }

    @Test
    void goesOneByOneWhereLinesContradictEachOther() {
        // two lines of one key for different families: the first has it
        String csr = Csrs.p256().dns("x.batch.nitb.example.gov.pk").pem();
        List<JsonNode> lines =
                answered(send(key(), json("tls-server", csr), json("authentication-device", csr), line("other")));
        assertThat(lines)
                .extracting(line -> line.path("state").asText())
                .containsExactly("issued", "refused", "issued");
        assertThat(lines.get(1).path("problem").path("rule").asText()).isEqualTo("key-of-another-family");
    }

    @Test
    void givesTheNameOfATimeStampingUnitToTheFirstLineAlone() {
        String unit = "TSU " + UUID.randomUUID();
        List<JsonNode> lines = answered(send(key(), unit(unit), unit(unit), unit("TSU " + UUID.randomUUID())));
        assertThat(lines)
                .extracting(line -> line.path("state").asText())
                .containsExactly("issued", "refused", "issued");
        assertThat(lines.get(1).path("problem").path("rule").asText()).isEqualTo("time-stamping-unit-taken");
    }

    private static String unit(String name) {
        return json(Map.of("profile", "time-stamping", "csr", Csrs.p256().pem(), "names", Map.of("commonName", name)));
    }

    @Test
    void showsABodyItsOwnOnly() {
        Response answer = send(key(), line("a"), "no");
        String address = answer.header("Location").replaceFirst("^https?://[^/]+", "");
        Response progress = Api.subscriber("nitb").get(address);
        assertThat(progress.statusCode()).isEqualTo(200);
        assertThat(progress.<Integer>path("lines")).isEqualTo(2);
        assertThat(progress.<Integer>path("issued")).isEqualTo(1);
        assertThat(progress.<Integer>path("refused")).isEqualTo(1);
        assertThat(progress.<Integer>path("open")).isZero();
        assertThat(progress.<String>path("last")).isNotNull();
        assertThat(Api.officer(Role.AUDITOR).get(address).statusCode()).isEqualTo(200);
        Response foreign = Api.subscriber("ntc").get(address);
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.<String>path("rule")).isEqualTo("batch-unknown");
    }

    /** The part after an appointment's end, as a run that is under way meets it. */
    @Test
    void takesNothingFromWhoeverIsNotAppointedAnyMore() {
        Caller ended = new Caller(
                new PersonId("test-ended-" + key()), Set.of(Role.SUBSCRIBER), Optional.of(new BodyId("nitb")));
        RequestBatch batch = new RequestBatch(
                UUID.randomUUID(), new BodyId("nitb"), ended.person(), Sha256.of(new byte[0]), 1, Instant.EPOCH);
        assertThatThrownBy(() -> enrolments.take(ended, batch, List.of(), _ -> null))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().rule()).isEqualTo("role-missing"));
    }

    @Test
    void isForSubscribersOnly() {
        for (RequestSpecification caller : List.of(Api.anonymous(), Api.officer(Role.SECURITY_OFFICER))) {
            assertThat(batch(caller)
                            .header("Idempotency-Key", key())
                            .body(line("a").getBytes(StandardCharsets.UTF_8))
                            .post(ADDRESS)
                            .statusCode())
                    .isIn(401, 403);
        }
    }

    private List<String> events(String request) {
        return audit.newest(200).reversed().stream()
                .map(AuditRecord::event)
                .filter(event -> event.request().map(UUID::toString).equals(Optional.of(request)))
                .map(event -> event.event())
                .toList();
    }

    private long issuedSoFar() {
        return audit.newest(500).stream()
                .filter(record -> record.event().event().equals("CERTIFICATE_ISSUED"))
                .map(AuditRecord::seq)
                .findFirst()
                .orElse(0L);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static String line(String host) {
        return document(host + ".batch.nitb.example.gov.pk");
    }

    private static String document(String name) {
        return json("tls-server", Csrs.p256().dns(name).pem());
    }

    private static String json(String profile, String csr) {
        return json(Map.of("profile", profile, "csr", csr));
    }

    private static String json(Map<String, Object> line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RequestSpecification batch(RequestSpecification caller) {
        return caller.contentType("application/x-ndjson");
    }

    private static Response send(String key, String... lines) {
        return batch(Api.subscriber("nitb"))
                .header("Idempotency-Key", key)
                .body(String.join("\n", lines).getBytes(StandardCharsets.UTF_8))
                .post(ADDRESS);
    }

    private static List<JsonNode> answered(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        List<JsonNode> lines = new ArrayList<>();
        try {
            for (String line : answer.asString().split("\n")) {
                lines.add(JSON.readTree(line));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return lines;
    }
}
