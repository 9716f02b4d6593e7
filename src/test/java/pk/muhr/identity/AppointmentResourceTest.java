package pk.muhr.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.x509.Sha256;

/** Officers appoint, suspend and review each other, over HTTP and in the database. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class AppointmentResourceTest {

    private static final String APPOINTMENTS = "/api/v1/appointments";
    private static final String REVIEWS = "/api/v1/appointment-reviews";
    private static final int RACERS = 50;

    private final String person = "test-" + UUID.randomUUID();

    @Test
    void twoOfficersAppointAndTwoEnd() {
        String id = proposed(first(), person, "registration-officer", null);
        assertThat(state(id)).isEqualTo("proposed");
        refused(call(person), 403, "role-missing");
        refused(first().post(APPOINTMENTS + "/" + id + "/confirmations"), 409, "same-person");
        accepted(second().post(APPOINTMENTS + "/" + id + "/confirmations"), 200);
        assertThat(state(id)).isEqualTo("effective");
        assertThat(call(person).statusCode()).isEqualTo(400); // the office is theirs, the proposal is empty
        refused(second().post(APPOINTMENTS + "/" + id + "/confirmations"), 409, "already-decided");

        refused(second().post(APPOINTMENTS + "/" + id + "/end/confirmations"), 409, "appointment-not-suspended");
        accepted(end(first(), id), 200);
        assertThat(state(id)).isEqualTo("suspended");
        refused(call(person), 403, "role-missing");
        refused(end(second(), id), 409, "already-decided");
        refused(first().post(APPOINTMENTS + "/" + id + "/end/confirmations"), 409, "same-person");
        Response ended = accepted(second().post(APPOINTMENTS + "/" + id + "/end/confirmations"), 200);
        assertThat(ended.<String>path("state")).isEqualTo("ended");
        assertThat(ended.<String>path("suspendedBy")).isEqualTo("test-security-officer");
        assertThat(ended.<String>path("endedBy")).isEqualTo("test-security-officer-2");
        assertThat(ended.<String>path("reason")).isEqualTo("moved to another ministry");
    }

    @Test
    void aRegistrationOfficerProposesSubscribersOnly() {
        RequestSpecification registration = Api.officer(Role.REGISTRATION_OFFICER);
        refused(propose(registration, person, "registration-officer", null), 403, "role-missing");
        String id = proposed(Api.officer(Role.REGISTRATION_OFFICER), person, "subscriber", "nitb");
        accepted(Api.officer(Role.POLICY_AUTHORITY).post(APPOINTMENTS + "/" + id + "/confirmations"), 200);
        assertThat(Api.bearer(TestTokens.of(person)).get("/api/v1/certificates").statusCode())
                .isEqualTo(200);
        accepted(end(Api.officer(Role.REGISTRATION_OFFICER), id), 200);
        assertThat(Api.bearer(TestTokens.of(person)).get("/api/v1/certificates").statusCode())
                .isEqualTo(403);
    }

    @Test
    void nobodyDecidesAboutThemselves() {
        refused(propose(first(), "test-security-officer", "auditor", null), 409, "own-appointment");
        String id = proposed(first(), "test-security-officer-2", "ca-administrator", null);
        refused(second().post(APPOINTMENTS + "/" + id + "/confirmations"), 409, "own-appointment");
        String insert = "insert into appointment_confirmation (proposal, confirmed_by, confirmed_as) values ('" + id
                + "', '%s', 'security-officer')";
        assertRefused("MU040", insert.formatted("test-security-officer")); // who proposed
        assertRefused("MU040", insert.formatted("test-security-officer-2")); // who is appointed
        assertRefused("MU040", insert.formatted("test-registration-officer")); // who is no security officer
    }

    @Test
    void anAuditorIsNothingElse() {
        String id = proposed(first(), person, "auditor", null);
        String other = proposed(first(), person, "revocation-officer", null);
        accepted(second().post(APPOINTMENTS + "/" + id + "/confirmations"), 200);
        refused(second().post(APPOINTMENTS + "/" + other + "/confirmations"), 409, "roles-exclusive");
        refused(propose(first(), person, "revocation-officer", null), 409, "roles-exclusive");
        refused(propose(first(), person, "auditor", null), 409, "appointment-held");
    }

    @Test
    void aProposalLapsesAfterTwoWeeksAndWithTheOffice() throws SQLException {
        String leaver = "test-" + UUID.randomUUID();
        RequestSpecification leaving = Api.bearer(TestInstallation.token(Role.SECURITY_OFFICER, leaver));
        String id = proposed(leaving, person, "ca-administrator", null);
        String old = UUID.randomUUID().toString();
        TestInstallation.execute(
                "insert into appointment_proposal (id, person, role, proposed_by, proposed_as, proposed_at) values ('"
                        + old + "', '" + person + "', 'ca-administrator', 'test-security-officer', 'security-officer',"
                        + " now() - interval '14 days 1 second')");
        assertThat(state(old)).isEqualTo("expired");
        refused(second().post(APPOINTMENTS + "/" + old + "/confirmations"), 409, "proposal-lapsed");
        String office = first().get(APPOINTMENTS + "?person=" + leaver).path("[0].id");
        accepted(end(first(), office), 200);
        refused(second().post(APPOINTMENTS + "/" + id + "/confirmations"), 409, "proposal-lapsed");
        assertThat(state(id)).isEqualTo("proposed");
    }

    /** The others are taken out in a transaction that is not committed. */
    @Test
    void theLastTwoSecurityOfficersStay() throws SQLException {
        first();
        try (Connection connection = TestInstallation.application().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            String suspend = "insert into appointment_suspension (appointment, reason, suspended_by, suspended_as)"
                    + " select id, 'test', 'test-security-officer', 'security-officer' from appointment_held()"
                    + " where role = 'security-officer' and person <> 'test-security-officer' order by person";
            assertThatThrownBy(() -> statement.execute(suspend))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("MU041"));
            connection.rollback();
        }
    }

    @Test
    void inProductionTheDatabaseAppointsNobodyWithoutTwo() throws SQLException {
        first();
        second();
        try (Connection connection = TestInstallation.owner().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("update installation set kind = 'production'");
            assertThatThrownBy(() -> statement.execute("insert into appointment (id, person, role, appointed_by)"
                            + " values (gen_random_uuid(), 'test-security-officer', 'ca-administrator', 'test')"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("MU040"));
            connection.rollback();
        }
    }

    @Test
    void oneOfFiftyConfirmationsWins() throws Exception {
        String id = proposed(first(), person, "revocation-officer", null);
        String officer = TestInstallation.token(Role.SECURITY_OFFICER, "test-security-officer-2");
        List<Integer> statuses = race(() -> Api.bearer(officer).post(APPOINTMENTS + "/" + id + "/confirmations"));
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(RACERS - 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SECURITY_OFFICER", "SUBSCRIBER"})
    void otherOfficersDoNotAppoint(Role role) {
        String id = proposed(first(), person, "ca-administrator", null);
        boolean proposes = role == Role.REGISTRATION_OFFICER;
        boolean confirms = role == Role.POLICY_AUTHORITY;
        RequestSpecification officer = Api.officer(role);
        refused(propose(officer, person, "ca-administrator", null), 403, "role-missing");
        refused(end(Api.officer(role), id), 403, "role-missing");
        assertThat(Api.officer(role).get(APPOINTMENTS).statusCode())
                .isEqualTo(role == Role.AUDITOR || confirms ? 200 : 403);
        assertThat(Api.officer(role).get(REVIEWS).statusCode()).isEqualTo(role == Role.AUDITOR || confirms ? 200 : 403);
        if (!confirms) {
            refused(Api.officer(role).post(APPOINTMENTS + "/" + id + "/confirmations"), 403, "role-missing");
            refused(Api.officer(role).post(APPOINTMENTS + "/" + id + "/end/confirmations"), 403, "role-missing");
            refused(review(Api.officer(role), "0".repeat(64)), 403, "role-missing");
        }
        assertThat(propose(Api.officer(role), person, "subscriber", "nitb").statusCode())
                .isEqualTo(proposes ? 201 : 403);
    }

    @Test
    void aSubscriberSeesAndDoesNothingHere() {
        refused(Api.subscriber("nitb").get(APPOINTMENTS), 403, "role-missing");
        refused(Api.subscriber("nitb").get(REVIEWS + "/list"), 403, "role-missing");
        refused(propose(Api.subscriber("nitb"), person, "subscriber", "nitb"), 403, "role-missing");
        assertThat(Api.anonymous().get(APPOINTMENTS).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"person\": \"x\", \"displayName\": \"X Y\", \"role\": \"auditor\", \"state\": \"effective\"}",
                "{\"person\": \"x\", \"displayName\": \"X Y\", \"role\": \"auditor\", \"proposedBy\": \"y\"}",
                "{\"person\": \"x\", \"displayName\": \"X Y\", \"role\": \"auditor\", \"role\": \"ca-administrator\"}",
                "{\"person\": \"x\", \"displayName\": \"X Y\", \"role\": \"root\"}",
                "{\"person\": \"x y\", \"displayName\": \"X Y\", \"role\": \"auditor\"}",
                "{\"person\": \"system:x\", \"displayName\": \"X Y\", \"role\": \"auditor\"}",
                "{\"person\": \"x\", \"displayName\": \"X Y\", \"role\": \"auditor\", \"body\": \"nitb\"}",
                "{\"person\": \"x\", \"displayName\": \"X Y\", \"role\": \"subscriber\"}",
                "{\"person\": \"x\", \"displayName\": \"\\u202eX Y\", \"role\": \"auditor\"}",
                "{\"person\": \"x\", \"displayName\": \"\\u0410li Khan\", \"role\": \"auditor\"}",
                "{}",
                "[]"
            })
    void refusesWhatIsNotAProposal(String json) {
        Response answer = first().contentType(ContentType.JSON).body(json).post(APPOINTMENTS);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.<String>path("fix")).isNotBlank();
    }

    @Test
    void refusesUnknownBodiesAndOtherNames() {
        refused(propose(first(), person, "subscriber", "no-such-body"), 422, "body-unknown");
        proposed(first(), person, "auditor", null);
        Map<String, String> wish = wish(person, "auditor", null);
        wish.put("displayName", "Somebody Else");
        refused(first().contentType(ContentType.JSON).body(wish).post(APPOINTMENTS), 409, "person-named-otherwise");
        refused(first().post(APPOINTMENTS + "/" + UUID.randomUUID() + "/confirmations"), 404, "appointment-unknown");
    }

    @Test
    void twoOfficersReviewTheListThatCounts() {
        second();
        String list = first().get(REVIEWS + "/list").asString();
        assertThat(list).contains("test-security-officer security-officer ");
        String hash = Sha256.of(list.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hex();
        refused(review(first(), "0".repeat(64)), 409, "list-changed");
        String id = accepted(review(first(), hash), 201).path("id");
        refused(first().post(REVIEWS + "/" + id + "/confirmations"), 409, "same-person");
        accepted(second().post(REVIEWS + "/" + id + "/confirmations"), 200);
        refused(second().post(REVIEWS + "/" + id + "/confirmations"), 409, "already-decided");
        Response standing = first().get(REVIEWS);
        assertThat(standing.<Boolean>path("overdue")).isFalse();
        assertThat(standing.<String>path("reviews[0].confirmedBy")).isEqualTo("test-security-officer-2");

        String stale = accepted(review(first(), hash), 201).path("id");
        TestInstallation.token(Role.CA_ADMINISTRATOR, person);
        refused(second().post(REVIEWS + "/" + stale + "/confirmations"), 409, "list-changed");
        refused(review(first(), hash), 409, "list-changed");
    }

    @Test
    void pagesThroughTheHistory() {
        Set<String> ids = new java.util.HashSet<>();
        for (String role : List.of("ca-administrator", "revocation-officer", "policy-authority")) {
            ids.add(proposed(first(), person, role, null));
        }
        List<String> found = new ArrayList<>();
        String next = APPOINTMENTS + "?limit=1&person=" + person;
        while (next != null) {
            Response page = first().urlEncodingEnabled(false).get(next);
            found.addAll(page.<List<String>>path("id"));
            next = Optional.ofNullable(page.header("Link"))
                    .map(link -> link.substring(1, link.indexOf('>')))
                    .orElse(null);
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(ids);
    }

    private static RequestSpecification first() {
        return Api.officer(Role.SECURITY_OFFICER);
    }

    private static RequestSpecification second() {
        return Api.bearer(TestInstallation.token(Role.SECURITY_OFFICER, "test-security-officer-2"));
    }

    /** Something that only an officer may try. */
    private static Response call(String person) {
        return Api.bearer(TestTokens.of(person))
                .contentType(ContentType.JSON)
                .body("{}")
                .post(APPOINTMENTS);
    }

    private static String state(String id) {
        return first().get(APPOINTMENTS + "?limit=200").path("find { it.id == '" + id + "' }.state");
    }

    private static String proposed(RequestSpecification officer, String person, String role, String body) {
        return accepted(propose(officer, person, role, body), 201).path("id");
    }

    private static Response propose(RequestSpecification officer, String person, String role, String body) {
        return officer.contentType(ContentType.JSON)
                .body(wish(person, role, body))
                .post(APPOINTMENTS);
    }

    private static Map<String, String> wish(String person, String role, String body) {
        Map<String, String> wish = new HashMap<>(Map.of("person", person, "role", role));
        if (!person.startsWith("test-security")) {
            wish.put("displayName", "Zainab Malik");
        }
        if (body != null) {
            wish.put("body", body);
        }
        return wish;
    }

    private static Response end(RequestSpecification officer, String id) {
        return officer.contentType(ContentType.JSON)
                .body(Map.of("reason", "moved to another ministry"))
                .post(APPOINTMENTS + "/" + id + "/end");
    }

    private static Response review(RequestSpecification officer, String hash) {
        return officer.contentType(ContentType.JSON)
                .body(Map.of("sha256", hash))
                .post(REVIEWS);
    }

    private static Response accepted(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        return answer;
    }

    private static void refused(Response answer, int status, String rule) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.<String>path("rule")).isEqualTo(rule);
        assertThat(answer.<String>path("fix")).isNotBlank();
    }

    private static void assertRefused(String state, String statement) {
        assertThatThrownBy(() -> TestInstallation.execute(statement))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }

    private static List<Integer> race(Callable<Response> attempt) throws Exception {
        CyclicBarrier start = new CyclicBarrier(RACERS);
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(RACERS)) {
            List<Callable<Integer>> racers = java.util.Collections.nCopies(RACERS, () -> {
                start.await();
                return attempt.call().statusCode();
            });
            for (Future<Integer> status : pool.invokeAll(racers)) {
                statuses.add(status.get());
            }
        }
        return statuses;
    }
}
