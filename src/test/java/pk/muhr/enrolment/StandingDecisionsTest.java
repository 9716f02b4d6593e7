package pk.muhr.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
import pk.muhr.audit.Actor;
import pk.muhr.identity.Bodies;
import pk.muhr.identity.Body;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Role;
import pk.muhr.validation.BodyProof;
import pk.muhr.validation.BodyProofs;
import pk.muhr.validation.PersonProof;
import pk.muhr.validation.PersonProofs;
import pk.muhr.validation.TestProofs;
import pk.muhr.x509.NaturalIdentifier;

/** What becomes of officers' decisions when the world changes between them and the certificate. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class StandingDecisionsTest {

    private static final Actor TEST = Actor.system("test");
    private static final Map<String, Object> PERSON =
            Map.of("givenName", "Test", "surname", "Person", "cnic", "35202-1234999-9");

    /** An intent for a request as another replica would open it. */
    private static final String INTENT =
            "insert into intent (id, request, attempt, authority, issuer_key, serial, profile, body, tbs, subject_key,"
                    + " not_after, policy_hash, lease_end, person, family)"
                    + " select gen_random_uuid(), '%s', 1, authority, issuer_key, '0a0b0c0d', profile, body, tbs,"
                    + " subject_key, not_after, (select hash from policy_activation order by seq desc limit 1),"
                    + " lease_end, person, family from intent where request = '%s'";

    private static final String WAITS = "select count(*) from pg_locks where locktype = 'advisory' and not granted";

    @Inject
    TestPolicy policy;

    @Inject
    Approvals approvals;

    @Inject
    Bodies bodies;

    @Inject
    BodyProofs bodyProofs;

    @Inject
    PersonProofs personProofs;

    private final BodyId body = new BodyId("d" + UUID.randomUUID());
    private final String account = "person-" + body;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @BeforeEach
    void register() {
        bodies.register(new Body(body, "Test Body", "PK", Optional.empty(), Optional.empty(), "GOVPK"), TEST);
        bodyProofs.register(new BodyProof(UUID.randomUUID(), body, "test", now.minus(Duration.ofDays(1))), TEST);
    }

    @AfterEach
    void restore() {
        policy.restore();
    }

    /** The number is in no record, and yet in the certificate that officers agreed to. */
    @Test
    void issuesWhatHoldsAPersonsNumber() {
        PersonProof proof = personProof("3520212349999");
        askFor(1);
        Response asked = ask("digital-signature", PERSON);
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(201);
        Response shown = shown(asked);
        assertThat(shown.<String>path("content.names.surname")).isEqualTo("Person");
        assertThat(shown.<String>path("content.csr")).startsWith("-----BEGIN CERTIFICATE REQUEST");
        assertThat(shown.asString()).doesNotContain("1234999");
        Response issued = approve(asked, "one");
        assertThat(issued.<String>path("state")).as(issued.asString()).isEqualTo("issued");
        assertThat(proof.identifier()).isEqualTo(NaturalIdentifier.of("35202-1234999-9"));
    }

    @Test
    void takesTheSameNumberForTheSameHoweverItIsWritten() {
        personProof("3520212349999");
        String key = UUID.randomUUID().toString();
        String csr = Csrs.p256().pem();
        Response first = ask("digital-signature", PERSON, csr, key);
        Map<String, Object> plain = new HashMap<>(PERSON);
        plain.put("cnic", "3520212349999");
        assertThat(ask("digital-signature", plain, csr, key).<String>path("certificate.id"))
                .as(first.asString())
                .isEqualTo(first.path("certificate.id"));
        plain.put("cnic", "3520212349991");
        assertThat(ask("digital-signature", plain, csr, key).statusCode()).isEqualTo(409);
    }

    @Test
    void issuesNothingForANumberThatIsNotTheRequestersAnyMore() {
        PersonProof proof = personProof("3520212349999");
        askFor(1);
        Response asked = ask("digital-signature", PERSON);
        personProofs.end(proof.id(), TEST);
        Response refused = approve(asked, "one");
        refused(refused, 403, "person-not-proved");
        assertThat(refused.<String>path("detail"))
                .contains("Your approval is on record")
                .contains("tried again");
        assertThat(shown(asked).<String>path("state")).isEqualTo("approved");
    }

    /** What refuses it may last; nobody has to wait for a certificate that came when its key was lost. */
    @Test
    void letsTheBodyTakeBackWhatWasApprovedAndNotIssued() {
        PersonProof proof = personProof("3520212349999");
        askFor(1);
        Response asked = ask("digital-signature", PERSON);
        personProofs.end(proof.id(), TEST);
        approve(asked, "one");
        Response withdrawn = Api.bearer(TestInstallation.token(body, account)).post(path(asked, "withdrawal"));
        assertThat(withdrawn.<String>path("state")).as(withdrawn.asString()).isEqualTo("withdrawn");
        personProof("3520212349999");
        assertThat(approve(asked, "one").<String>path("state")).isEqualTo("withdrawn");
        refused(approve(asked, "other"), 409, "nothing-to-decide");
        assertThat(shown(asked).<String>path("state")).isEqualTo("withdrawn");
        assertThatThrownBy(() -> TestInstallation.execute("insert into request_decision (request, decision, decided_by,"
                        + " reason) values ('" + id(asked) + "', 'rejected', '" + officer("one") + "', 'late')"))
                .hasMessageContaining("nothing is to be decided");
    }

    @Test
    void takesNothingBackThatIsIssued() {
        personProof("3520212349999");
        askFor(1);
        Response asked = ask("digital-signature", PERSON);
        approve(asked, "one");
        refused(
                Api.bearer(TestInstallation.token(body, account)).post(path(asked, "withdrawal")),
                409,
                "nothing-to-decide");
        assertThatThrownBy(() -> TestInstallation.execute("insert into request_decision (request, decision, decided_by)"
                        + " values ('" + id(asked) + "', 'withdrawn', '" + account + "')"))
                .hasMessageContaining("nothing is to be decided");
    }

    @Test
    void forgetsTheApprovalOfAnOfficerWhoWasSuspended() throws SQLException {
        personProof("3520212349999");
        askFor(2);
        Response asked = ask("digital-signature", PERSON);
        approve(asked, "bad");
        TestInstallation.suspend(officer("bad"));
        Response second = approve(asked, "good");
        assertThat(second.<String>path("state")).as(second.asString()).isEqualTo("validated");
        assertThatThrownBy(() -> TestInstallation.execute("insert into request_decision (request, decision, decided_by)"
                        + " values ('" + id(asked) + "', 'approved', '" + officer("good") + "')"))
                .hasMessageContaining("lacks approvals");
        assertThat(approve(asked, "better").<String>path("state")).isEqualTo("issued");
    }

    /** What came in between, such as a stopped issuance, is played by a decision that nobody acted on. */
    @Test
    void signsNothingByAnApprovalThatStandsNoMore() throws Exception {
        personProof("3520212349999");
        askFor(1);
        String key = UUID.randomUUID().toString();
        String csr = Csrs.p256().pem();
        Response left = ask("digital-signature", PERSON);
        Response asked = ask("digital-signature", PERSON, csr, key);
        decideInTheTable(left, "honest");
        decideInTheTable(asked, "thief");
        TestInstallation.suspend(officer("thief"));
        Finishing.issues(approvals, id(left));
        assertThat(shown(asked).<String>path("state")).isEqualTo("validated");
        assertThat(found("validated")).contains(id(asked));
        assertThat(found("approved")).doesNotContain(id(asked));
        assertThatThrownBy(() -> TestInstallation.execute(INTENT.formatted(id(asked), id(left))))
                .hasMessageContaining("is not approved");
        Response repeated = ask("digital-signature", PERSON, csr, key);
        refused(repeated, 403, "request-not-approved");
        assertThat(repeated.<String>path("value")).isEqualTo("0 of 1 approvals count");

        Response again = approve(asked, "honest");
        assertThat(again.<String>path("state")).as(again.asString()).isEqualTo("issued");
        assertThat(again.<List<Boolean>>path("decision.approvals.counts")).containsExactly(false, true);
        TestInstallation.suspend(officer("honest"));
        refused(approve(asked, "third"), 409, "nothing-to-decide");
    }

    @Test
    void takesAsManyApprovalsAgainAsStandNoMore() throws SQLException {
        personProof("3520212349999");
        askFor(2);
        Response asked = ask("digital-signature", PERSON);
        decideInTheTable(asked, "gone-1", "gone-2");
        refused(approve(asked, "new-1"), 409, "nothing-to-decide");
        TestInstallation.suspend(officer("gone-1"));
        TestInstallation.suspend(officer("gone-2"));
        assertThat(approve(asked, "new-1").<String>path("state")).isEqualTo("validated");
        assertThat(approve(asked, "new-1").<String>path("state")).isEqualTo("validated");
        assertThat(approve(asked, "new-2").<String>path("state")).isEqualTo("issued");
    }

    /** The officer is suspended after the service looked and before the database does. */
    @Test
    void saysThatAnApprovalStoodNoMoreAtTheLastMoment() throws Exception {
        personProof("3520212349999");
        askFor(1);
        String key = UUID.randomUUID().toString();
        String csr = Csrs.p256().pem();
        Response asked = ask("digital-signature", PERSON, csr, key);
        decideInTheTable(asked, "late");
        try (Connection other = TestInstallation.application().connect();
                Statement statement = other.createStatement();
                ExecutorService repeating = Executors.newSingleThreadExecutor()) {
            other.setAutoCommit(false);
            statement.execute("select request_alone('" + id(asked) + "')");
            Future<Response> answer = repeating.submit(() -> ask("digital-signature", PERSON, csr, key));
            while (!answer.isDone() && TestInstallation.stored(WAITS).equals("0")) {
                Thread.sleep(20);
            }
            TestInstallation.suspend(officer("late"));
            other.rollback();
            refused(answer.get(), 403, "request-not-approved");
        }
    }

    @Test
    void letsNobodyDecideForTheBodyTheyActFor() {
        personProof("3520212349999");
        askFor(1);
        Response asked = ask("digital-signature", PERSON);
        TestInstallation.token(body, officer("colleague"));
        refused(approve(asked, "colleague"), 403, "own-request");
        refused(decide(asked, "rejections", "colleague", Map.of("reason", "no")), 403, "own-request");
        assertThat(shown(asked).<String>path("state")).isEqualTo("validated");
    }

    @Test
    void decidesForTheTableWhoMayTurnDownAndTakeBack() {
        personProof("3520212349999");
        askFor(1);
        Response asked = ask("digital-signature", PERSON);
        TestInstallation.token(Role.AUDITOR, "test-standing-auditor");
        String insert =
                "insert into request_decision (request, decision, decided_by, reason) values ('" + id(asked) + "', ";
        assertThatThrownBy(() -> TestInstallation.execute(insert + "'rejected', 'test-standing-auditor', 'because')"))
                .hasMessageContaining("no registration officer");
        assertThatThrownBy(() -> TestInstallation.execute(insert + "'withdrawn', 'test-subscriber-nitb', null)"))
                .hasMessageContaining("does not act for");
    }

    /** A request of a time that asked for no officer, whose certificate did not come then. */
    @Test
    void asksForTheApprovalsThatThePolicyWantsByThen() throws SQLException {
        personProof("3520212349999");
        String key = UUID.randomUUID().toString();
        String csr = Csrs.p256().pem();
        Response first = ask("digital-signature", PERSON, csr, key);
        String old = UUID.randomUUID().toString();
        String oldKey = UUID.randomUUID().toString();
        TestInstallation.execute("insert into request (id, body, requester, profile, idempotency_key, content_sha256,"
                + " content, submitted_at, approvals) select '" + old + "', body, requester, profile, '" + oldKey
                + "', content_sha256, content, submitted_at, 0 from request where id = '" + id(first) + "'");
        askFor(2);
        refused(ask("digital-signature", PERSON, csr, oldKey), 403, "request-not-approved");
        assertThat(ask("digital-signature", PERSON, csr, key).<String>path("certificate.id"))
                .as("what was issued then stands")
                .isEqualTo(first.path("certificate.id"));
    }

    private void askFor(int approvals) {
        policy.replace("digital-signature", "approvals: 0", "approvals: " + approvals);
    }

    private PersonProof personProof(String number) {
        PersonProof proof = TestProofs.ofPerson(body, account, number, 1);
        TestInstallation.token(body, account);
        personProofs.register(proof, TEST);
        return proof;
    }

    private Response ask(String profile, Map<String, Object> names) {
        return ask(profile, names, Csrs.p256().pem(), UUID.randomUUID().toString());
    }

    private Response ask(String profile, Map<String, Object> names, String csr, String key) {
        return Api.bearer(TestInstallation.token(body, account))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(Map.of("profile", profile, "csr", csr, "names", names))
                .post("/api/v1/requests");
    }

    private static Response approve(Response asked, String officer) {
        return decide(asked, "approvals", officer, Map.of("contentSha256", asked.path("contentSha256")));
    }

    private static Response decide(Response asked, String what, String officer, Map<String, Object> content) {
        return Api.bearer(TestInstallation.token(Role.REGISTRATION_OFFICER, officer(officer)))
                .contentType(ContentType.JSON)
                .body(content)
                .post(path(asked, what));
    }

    private static void decideInTheTable(Response asked, String... officers) throws SQLException {
        for (String officer : officers) {
            TestInstallation.token(Role.REGISTRATION_OFFICER, officer(officer));
            TestInstallation.execute("insert into request_approval (request, approver, content_sha256) values ('"
                    + id(asked) + "', '" + officer(officer) + "', '" + asked.path("contentSha256") + "')");
        }
        TestInstallation.execute("insert into request_decision (request, decision, decided_by, decided_at) values ('"
                + id(asked) + "', 'approved', '" + officer(officers[0]) + "', now() - interval '1 minute')");
    }

    private List<String> found(String state) {
        return Api.officer(Role.REGISTRATION_OFFICER)
                .get("/api/v1/requests?body=" + body + "&state=" + state)
                .path("id");
    }

    private static Response shown(Response asked) {
        return Api.officer(Role.REGISTRATION_OFFICER).get("/api/v1/requests/" + id(asked));
    }

    private static String path(Response asked, String what) {
        return "/api/v1/requests/" + id(asked) + "/" + what;
    }

    private static String id(Response asked) {
        return asked.path("id");
    }

    private static String officer(String name) {
        return "test-standing-" + name;
    }

    private static void refused(Response answer, int status, String problem) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.<String>path("rule")).as(answer.asString()).isEqualTo(problem);
        assertThat(answer.<String>path("fix")).isNotBlank();
    }
}
