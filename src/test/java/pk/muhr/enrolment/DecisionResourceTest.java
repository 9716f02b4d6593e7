package pk.muhr.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.accreditation.TestPolicy;
import pk.muhr.identity.Role;

/** Requests that officers decide about, over HTTP, under a policy that asks for two of them. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class DecisionResourceTest {

    private static final String APPROVAL =
            "insert into request_approval (request, approver, content_sha256) values (cast(? as uuid), ?, ?)";
    private static final String DECISION =
            "insert into request_decision (request, decision, decided_by) values (cast(? as uuid), 'approved', ?)";

    private static final String REASON = "The letter (#42) is not signed: attach the signed one; 100 % of it!";

    @Inject
    TestPolicy policy;

    @Inject
    Approvals approvals;

    @BeforeEach
    void askForTwo() {
        policy.replace("tls-server", "approvals: 0", "approvals: 2");
    }

    @AfterEach
    void restore() {
        policy.restore();
    }

    @Test
    void issuesWhenTwoOfficersHaveAgreed() {
        Response asked = ask();
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(201);
        assertThat(asked.<Object>path("certificate")).isNull();
        assertState(asked, "validated", 0);
        assertThat(waiting()).contains(id(asked));
        assertThat(Api.officer(Role.REGISTRATION_OFFICER)
                        .get("/api/v1/requests?state=validated&q=WWW.nitb.example.gov.pk")
                        .<List<String>>path("id"))
                .contains(id(asked));
        Response first = approve(asked, "first");
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(200);
        assertState(first, "validated", 1);
        assertState(approve(asked, "first"), "validated", 1);
        Response second = approve(asked, "second");
        assertState(second, "issued", 2);
        assertThat(waiting()).doesNotContain(id(asked));
        assertThat(second.<String>path("certificate.pem")).startsWith("-----BEGIN CERTIFICATE");
        assertThat(approve(asked, "second").<String>path("certificate.id"))
                .as("the same again")
                .isEqualTo(second.path("certificate.id"));
        assertThat(approve(asked, "third").statusCode()).isEqualTo(409);
        assertThat(shown(asked).<List<String>>path("decision.approvals.by"))
                .containsExactly(officer("first"), officer("second"));
        assertThat(selected(second.path("certificate.id"), officer("second"))).isEqualTo(200);
        assertThat(selected(second.path("certificate.id"), officer("third"))).isEqualTo(422);
    }

    @Test
    void bindsAnApprovalToWhatTheOfficerRead() {
        Response asked = ask();
        Response refused = decide(asked, "approvals", "first", Map.of("contentSha256", "00".repeat(32)));
        refused(refused, 409, "content-differs");
        assertThat(refused.asString())
                .as("only who read it knows it")
                .doesNotContain(asked.<String>path("contentSha256"));
        refused(decide(asked, "approvals", "first", Map.of()), 400, "request-malformed");
        assertState(shown(asked), "validated", 0);
    }

    @Test
    void letsNobodyDecideAboutTheirOwnRequest() {
        TestInstallation.token(Role.REGISTRATION_OFFICER, "test-subscriber-nitb");
        Response asked = ask();
        String both = TestInstallation.token(Role.REGISTRATION_OFFICER, "test-subscriber-nitb");
        Map<String, Object> content = Map.of("contentSha256", asked.path("contentSha256"));
        refused(post(both, asked, "approvals", content), 403, "own-request");
        refused(post(both, asked, "rejections", Map.of("reason", "no")), 403, "own-request");
        assertThatThrownBy(() -> write(APPROVAL, id(asked), "test-subscriber-nitb", asked.path("contentSha256")))
                .as("the database says so too")
                .hasMessageContaining("may not approve");
    }

    @Test
    void tellsTheRequesterWhyItWasRejected() {
        Response asked = ask();
        assertThat(decide(asked, "rejections", "first", Map.of("reason", " ")).statusCode())
                .isEqualTo(400);
        Response rejected = decide(asked, "rejections", "first", Map.of("reason", REASON));
        assertState(rejected, "rejected", 0);
        assertThat(Api.subscriber("nitb").get("/api/v1/requests/" + id(asked)).<String>path("decision.reason"))
                .isEqualTo(REASON);
        refused(approve(asked, "second"), 409, "nothing-to-decide");
        refused(decide(asked, "rejections", "second", Map.of("reason", "again")), 409, "nothing-to-decide");
    }

    @Test
    void doesNotIssueWhatTheBodyTookBack() {
        Response asked = ask();
        approve(asked, "first");
        assertThat(Api.subscriber("ntc")
                        .post("/api/v1/requests/" + id(asked) + "/withdrawal")
                        .statusCode())
                .as("another body sees no such request")
                .isEqualTo(404);
        Response withdrawn = Api.subscriber("nitb").post("/api/v1/requests/" + id(asked) + "/withdrawal");
        assertState(withdrawn, "withdrawn", 1);
        refused(approve(asked, "second"), 409, "nothing-to-decide");
    }

    @Test
    void isDecidedByOfficersOnly() {
        Response asked = ask();
        Map<String, Object> content = Map.of("contentSha256", asked.path("contentSha256"));
        for (Role role : List.of(Role.AUDITOR, Role.SECURITY_OFFICER, Role.REVOCATION_OFFICER, Role.CA_ADMINISTRATOR)) {
            assertThat(post(TestInstallation.token(role, "test-" + role.label()), asked, "approvals", content)
                            .statusCode())
                    .as(role.label())
                    .isEqualTo(403);
        }
        assertThat(Api.subscriber("nitb")
                        .contentType(ContentType.JSON)
                        .body(content)
                        .post("/api/v1/requests/" + id(asked) + "/approvals")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void countsTwoOfFiftyWhoApproveAtOnce() throws Exception {
        Response asked = ask();
        List<String> tokens = IntStream.range(0, 50)
                .mapToObj(i -> TestInstallation.token(Role.REGISTRATION_OFFICER, officer("crowd-" + i)))
                .toList();
        Map<String, Object> content = Map.of("contentSha256", asked.path("contentSha256"));
        List<Callable<Integer>> calls = tokens.stream()
                .<Callable<Integer>>map(
                        token -> () -> post(token, asked, "approvals", content).statusCode())
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Integer> answers =
                    threads.invokeAll(calls).stream().map(Future::resultNow).toList();
            assertThat(answers).containsOnly(200, 409);
            assertThat(answers.stream().filter(status -> status == 200)).hasSize(2);
        }
        assertState(shown(asked), "issued", 2);
    }

    @Test
    void answersTheSameRequestWithTheSameWaiting() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> document = document();
        Response first = ask(document, key);
        Response again = ask(document, key);
        assertThat(again.<String>path("id")).isEqualTo(id(first));
        assertState(again, "validated", 0);
    }

    /** As a crash leaves it between the last approval and the certificate. */
    @Test
    void goesOnWithWhatWasCutShort() throws Exception {
        Response asked = ask();
        for (String name : List.of("first", "second")) {
            TestInstallation.token(Role.REGISTRATION_OFFICER, officer(name));
            write(APPROVAL, id(asked), officer(name), asked.path("contentSha256"));
        }
        write(DECISION, id(asked), officer("second"));
        assertState(shown(asked), "approved", 2);
        Thread.sleep(10_500); // it may be under way until then
        Finishing.issues(approvals, id(asked));
        assertState(shown(asked), "issued", 2);
    }

    @Test
    void isNotApprovedByLessThanThePolicySaid() throws Exception {
        Response asked = ask();
        approve(asked, "first");
        assertThatThrownBy(() -> write(DECISION, id(asked), officer("first"))).hasMessageContaining("lacks approvals");
    }

    @Test
    void showsTheCertificateThatWouldCome() {
        Response preview = Api.subscriber("nitb")
                .contentType(ContentType.JSON)
                .body(document())
                .post("/api/v1/requests/preview");
        assertThat(preview.statusCode()).as(preview.asString()).isEqualTo(200);
        assertThat(preview.<Integer>path("approvals")).isEqualTo(2);
        assertThat(preview.<String>path("authority")).isEqualTo("gov-tls-g1");
        assertThat(preview.<List<String>>path("subjectAltName.dns")).containsExactly("www.nitb.example.gov.pk");
        assertThat(preview.<String>path("subject")).contains("National Information Technology Board");
        assertThat(preview.<List<String>>path("proofs.name"))
                .as("each name has its proof")
                .containsExactly("organization", "www.nitb.example.gov.pk");
        assertThat(preview.<List<String>>path("proofs.proof"))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        Map<String, Object> foreign = new HashMap<>(document());
        foreign.put("csr", Csrs.p256().dns("www.ntc.example.gov.pk").pem());
        assertThat(Api.subscriber("nitb")
                        .contentType(ContentType.JSON)
                        .body(foreign)
                        .post("/api/v1/requests/preview")
                        .statusCode())
                .isEqualTo(403);
    }

    /** An order to revoke what this officer approved, of this certificate alone. */
    private static int selected(String certificate, String approver) {
        return Api.officer(Role.REVOCATION_OFFICER)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "selection",
                        Map.of("certificates", List.of(certificate), "approver", approver),
                        "reason",
                        "superseded"))
                .post("/api/v1/revocations/preview")
                .statusCode();
    }

    private static Map<String, Object> document() {
        return Map.of(
                "profile",
                "tls-server",
                "csr",
                Csrs.p256().dns("www.nitb.example.gov.pk").pem());
    }

    private static Response ask() {
        return ask(document(), UUID.randomUUID().toString());
    }

    private static Response ask(Map<String, Object> document, String key) {
        return Api.subscriber("nitb")
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(document)
                .post("/api/v1/requests");
    }

    private static Response approve(Response asked, String officer) {
        return decide(asked, "approvals", officer, Map.of("contentSha256", asked.path("contentSha256")));
    }

    private static Response decide(Response asked, String what, String officer, Map<String, Object> body) {
        return post(TestInstallation.token(Role.REGISTRATION_OFFICER, officer(officer)), asked, what, body);
    }

    private static Response post(String token, Response asked, String what, Map<String, Object> body) {
        return Api.bearer(token)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/requests/" + id(asked) + "/" + what);
    }

    private static List<String> waiting() {
        Response listed = Api.officer(Role.REGISTRATION_OFFICER).get("/api/v1/requests?state=validated");
        assertThat(listed.<List<String>>path("state")).as(listed.asString()).allMatch("validated"::equals);
        return listed.path("id");
    }

    private static Response shown(Response asked) {
        return Api.officer(Role.REGISTRATION_OFFICER).get("/api/v1/requests/" + id(asked));
    }

    private static String id(Response asked) {
        return asked.path("id");
    }

    private static String officer(String name) {
        return "test-deciding-" + name;
    }

    private static void assertState(Response answer, String state, int approvals) {
        assertThat(answer.<String>path("state")).as(answer.asString()).isEqualTo(state);
        assertThat(answer.<List<Object>>path("decision.approvals")).hasSize(approvals);
    }

    private static void refused(Response answer, int status, String problem) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.path("type").toString()).endsWith(problem);
        assertThat(answer.<String>path("fix")).isNotBlank();
    }

    private static void write(String statement, String... values) throws SQLException {
        try (Connection connection = TestInstallation.application().connect();
                PreparedStatement insert = connection.prepareStatement(statement)) {
            for (int at = 0; at < values.length; at++) {
                insert.setString(at + 1, values[at]);
            }
            insert.executeUpdate();
        }
    }
}
