package pk.muhr.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.enrolment.Csrs;

/** Bodies from the application to the closure, over HTTP and in the database. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class BodyResourceTest {

    private static final String BODIES = "/api/v1/bodies";
    private static final String HASH = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
    private static final int RACERS = 50;

    private final String id = "b" + UUID.randomUUID();
    private final String subscriber = "test-subscriber-" + id;

    @Test
    void certificatesAreForActiveBodiesOnly() {
        Response applied = accepted(apply(wish()), 201);
        assertThat(applied.<String>path("state")).isEqualTo("applied");
        refused(seal(), 403, "body-not-active");
        refused(agree(), 409, "body-step-not-permitted");
        refused(step(first(), "/verification", "method", "gazette"), 409, "same-person");
        accepted(step(second(), "/verification", "method", "gazette"), 200);
        assertThat(seal().<String>path("fix")).contains("accept the subscriber agreement");
        refused(agree(Api.subscriber("nitb")), 403, "body-foreign");
        Response active = accepted(agree(), 200);
        assertThat(active.<String>path("state")).isEqualTo("active");
        assertThat(active.<String>path("agreement.acceptedBy")).isEqualTo(subscriber);

        refused(seal(), 403, "organization-not-proved");
        accepted(first().body(Map.of("method", "gazette")).post(BODIES + "/" + id + "/proofs"), 201);
        String certificate = accepted(seal(), 201).path("certificate.id");

        accepted(step(first(), "/suspension", "reason", "the ministry asked for it"), 200);
        refused(seal(), 403, "body-not-active");
        assertThat(seal().<String>path("value")).isEqualTo(id + " is suspended");
        Response revoked = bearer().contentType(ContentType.JSON)
                .body(Map.of("reason", "superseded"))
                .post("/api/v1/certificates/" + certificate + "/revocation");
        assertThat(revoked.statusCode()).as(revoked.asString()).isEqualTo(200);
        refused(step(first(), "/resumption", "reason", "settled"), 409, "same-person");
        accepted(step(second(), "/resumption", "reason", "settled"), 200);
        accepted(seal(), 201);

        accepted(step(first(), "/closure", "reason", "merged"), 200);
        refused(seal(), 403, "body-not-active");
        refused(step(second(), "/resumption", "reason", "settled"), 409, "body-step-not-permitted");
        refused(agree(), 409, "body-step-not-permitted");
        assertThat(first().get(BODIES + "/" + id).<List<String>>path("history.state"))
                .containsExactly("applied", "verified", "active", "suspended", "active", "closed");
    }

    @Test
    void theDatabaseOpensNoIntentForASuspendedBody() throws SQLException {
        activate();
        String intent =
                "insert into intent (id, attempt, authority, issuer_key, serial, profile, body, tbs, subject_key,"
                        + " not_after, policy_hash, lease_end) select gen_random_uuid(), 1, 'x-g1', 'x', '"
                        + UUID.randomUUID().toString().replace("-", "") + "', 'x', '" + id + "', '', '"
                        + UUID.randomUUID() + "', now(), hash, now() from policy_activation order by seq desc limit 1";
        TestInstallation.execute("begin; " + intent + "; rollback");
        accepted(step(first(), "/suspension", "reason", "test"), 200);
        assertRefused("MU045", intent);
    }

    @Test
    void theDatabaseHoldsOrderAndPersons() {
        accepted(apply(wish()), 201);
        assertRefused("MU043", event("suspended", "test-registration-officer", "registration-officer"));
        assertRefused("MU043", event("applied", "test-registration-officer-2", "registration-officer"));
        assertRefused("MU044", event("verified", "test-registration-officer", "registration-officer"));
        assertRefused("MU044", event("verified", "test-security-officer", "security-officer"));
        assertRefused("MU044", event("verified", "nobody", "registration-officer"));
        assertRefused("MU043", event("active", "test-registration-officer-2", "registration-officer"));
        assertRefused("42501", "update body set legal_name = 'Another' where id = '" + id + "'");
    }

    @Test
    void oneOfFiftyVerificationsWins() throws Exception {
        accepted(apply(wish()), 201);
        String officer = TestInstallation.token(Role.REGISTRATION_OFFICER, "test-registration-officer-2");
        CyclicBarrier start = new CyclicBarrier(RACERS);
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(RACERS)) {
            List<Callable<Integer>> racers = Collections.nCopies(RACERS, () -> {
                start.await();
                return step(Api.bearer(officer).contentType(ContentType.JSON), "/verification", "method", "race")
                        .statusCode();
            });
            for (Future<Integer> status : pool.invokeAll(racers)) {
                statuses.add(status.get());
            }
        }
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(RACERS - 1);
    }

    @Test
    void aSubscriberSeesTheOwnBodyOnly() {
        activate();
        assertThat(bearer().get(BODIES).<List<String>>path("id")).containsExactly(id);
        assertThat(bearer().get(BODIES + "?q=nitb").<List<String>>path("id")).isEmpty();
        assertThat(bearer().get(BODIES + "/" + id).statusCode()).isEqualTo(200);
        for (String other : List.of("nitb", "no-such-body", "NITB", "x'y", "nitb%2F..")) {
            assertThat(bearer().urlEncodingEnabled(false)
                            .get(BODIES + "/" + other)
                            .statusCode())
                    .as(other)
                    .isEqualTo(404);
        }
        assertThat(Api.anonymous().get(BODIES).statusCode()).isEqualTo(401);
    }

    @Test
    void officersFindBodiesByNameNumberAndState() {
        accepted(apply(wish()), 201);
        assertThat(find("?q=BUREAU OF " + words(id).substring(0, 12))).contains(id);
        assertThat(find("?q=\u0627\u062f\u0627\u0631\u06c1&state=applied&limit=200"))
                .contains(id);
        assertThat(find("?q=" + id + "&state=active")).isEmpty();
        assertThat(find("?q=govpk+pb".replace("+", "%2B"))).contains("punjab").doesNotContain("nitb");
        Response page = first().get(BODIES + "?limit=1");
        assertThat(page.<List<String>>path("id")).hasSize(1);
        assertThat(page.header("Link"))
                .contains("cursor=" + page.path("[0].id"))
                .endsWith("rel=\"next\"");
        assertThat(first().get(BODIES + "?state=open").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "REGISTRATION_OFFICER")
    void othersTakeNoSteps(Role role) {
        accepted(apply(wish()), 201);
        Callable<RequestSpecification> as = () -> role == Role.SUBSCRIBER ? Api.subscriber("nitb") : Api.officer(role);
        boolean stops = role == Role.SECURITY_OFFICER;
        assertThat(apply(json(as), wish()).statusCode()).isEqualTo(403);
        assertThat(step(json(as), "/verification", "method", "x").statusCode()).isEqualTo(403);
        assertThat(agree(json(as)).statusCode()).isEqualTo(403);
        for (String path : List.of("/suspension", "/resumption")) {
            assertThat(step(json(as), path, "reason", "x").statusCode()).isEqualTo(stops ? 409 : 403);
        }
        assertThat(step(json(as), "/closure", "reason", "x").statusCode()).isEqualTo(stops ? 200 : 403);
        boolean reads = role != Role.CA_ADMINISTRATOR && role != Role.SUBSCRIBER;
        assertThat(json(as).get(BODIES + "/" + id).statusCode())
                .isEqualTo(reads ? 200 : role == Role.SUBSCRIBER ? 404 : 403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "legalName | Pakistan \u202eBureau | bidirectional",
                "legalName | P\u0430kistan Bureau | one script",
                "legalName | \u0420\u0410\u041a | Latin",
                "legalName | Pakistan\u200bBureau | zero-width",
                "legalName | \uff30akistan | plain letters",
                "legalName | <script>Bureau | letters, digits",
                "legalName | N/A | there is none",
                "legalNameUrdu | Bureau | letters of Urdu",
                "legalNameUrdu | \u0627\u062f\u0627\u0631\u0647 | Arabic twins",
                "legalNameUrdu | \u0627\u062f\u200f\u0627\u0631\u06c1 | bidirectional",
                "legalNameUrdu | \u0627\u062f\u0627\u0631\u06c1 Bureau | one script",
                "kind | kingdom | a kind is one of",
                "kind | company | number of a register",
                "kind | province | GOVPK+PB",
                "organizationIdentifier | GOVPK+XX | subdivision",
                "organizationIdentifier | NTRPK-12 | seven digits",
                "evidenceSha256 | ABC | SHA-256",
                "id | Not an id | identifier"
            })
    void refusesWithTheReason(String member, String value, String why) {
        Map<String, Object> wish = wish();
        wish.put(member, value);
        Response answer = apply(wish);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.<String>path("detail")).contains(why);
        assertThat(answer.<String>path("fix")).isNotBlank();
        assertThat(answer.asString()).doesNotContain("\u202e", "\u200b", "\u200f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"state\": \"active\"", "\"appliedBy\": \"x\"", "\"kind\": \"court\"", "\"registeredAt\": 1"})
    void refusesMembersThatNobodySetsAndThoseSaidTwice(String member) {
        String json = "{\"id\": \"" + id + "\", \"kind\": \"ministry\", " + member + "}";
        Response answer = first().body(json).post(BODIES);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.<String>path("rule")).isNotEqualTo("member-malformed");
    }

    @Test
    void aNameBelongsToOneBody() {
        accepted(apply(wish()), 201);
        refused(apply(wish()), 409, "body-id-taken");
        Map<String, Object> other = wish();
        other.put("id", "b" + UUID.randomUUID());
        refused(apply(other), 409, "body-name-taken");
        other.put("legalName", "Another " + words(id));
        other.put("legalNameUrdu", other.get("legalNameUrdu") + " \u062f\u0648");
        accepted(apply(other), 201);
    }

    /** Whether a number is the body's first or a further one. */
    @Test
    void aNumberBelongsToOneBody() {
        Map<String, Object> first = wish();
        String number = "VATPK-" + (3_000_000_000_000L + Math.floorMod(id.hashCode(), 1_000_000_000));
        first.put("identifiers", List.of(number));
        accepted(apply(first), 201);
        Map<String, Object> other = wish();
        other.put("id", "b" + UUID.randomUUID());
        other.put("legalName", "Another " + words(id));
        other.put("legalNameUrdu", other.get("legalNameUrdu") + " \u062f\u0648");
        other.put("identifiers", List.of(number));
        refused(apply(other), 409, "body-name-taken");
        other.remove("identifiers");
        accepted(apply(other), 201);
    }

    private void activate() {
        accepted(apply(wish()), 201);
        accepted(step(second(), "/verification", "method", "gazette"), 200);
        accepted(agree(), 200);
    }

    /** Letters for the digits of an identifier, so that each body has a name of its own. */
    private static String words(String id) {
        StringBuilder text = new StringBuilder();
        id.chars()
                .filter(Character::isLetterOrDigit)
                .forEach(c -> text.append((char) ('a' + Character.digit(c, 36) % 26)));
        return text.toString();
    }

    private static String urdu(String id) {
        StringBuilder text = new StringBuilder("\u0627\u062f\u0627\u0631\u06c1 ");
        id.chars()
                .filter(c -> Character.digit(c, 16) >= 0)
                .forEach(c -> text.append((char) (0x0628 + Character.digit(c, 16))));
        return text.toString();
    }

    private Map<String, Object> wish() {
        return new HashMap<>(Map.of(
                "id",
                id,
                "legalName",
                "Bureau of " + words(id),
                "legalNameUrdu",
                urdu(id),
                "kind",
                "attached-department",
                "province",
                "Islamabad Capital Territory",
                "locality",
                "Islamabad",
                "organizationIdentifier",
                "GOVPK",
                "evidenceSha256",
                HASH));
    }

    private static RequestSpecification first() {
        return Api.officer(Role.REGISTRATION_OFFICER).contentType(ContentType.JSON);
    }

    private static RequestSpecification second() {
        return Api.bearer(TestInstallation.token(Role.REGISTRATION_OFFICER, "test-registration-officer-2"))
                .contentType(ContentType.JSON);
    }

    private RequestSpecification bearer() {
        return Api.bearer(TestInstallation.token(new BodyId(id), subscriber));
    }

    private static RequestSpecification json(Callable<RequestSpecification> as) {
        try {
            return as.call().contentType(ContentType.JSON);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> find(String query) {
        return accepted(first().urlEncodingEnabled(!query.contains("%")).get(BODIES + query), 200)
                .path("id");
    }

    private static Response apply(Map<String, Object> wish) {
        return apply(first(), wish);
    }

    private static Response apply(RequestSpecification officer, Map<String, Object> wish) {
        return officer.body(wish).post(BODIES);
    }

    private Response step(RequestSpecification officer, String path, String member, String text) {
        return officer.body(Map.of(member, text)).post(BODIES + "/" + id + path);
    }

    private Response agree() {
        return agree(bearer());
    }

    private Response agree(RequestSpecification caller) {
        return caller.contentType(ContentType.JSON)
                .body(Map.of("version", "2026-11", "sha256", HASH))
                .post(BODIES + "/" + id + "/agreement");
    }

    private Response seal() {
        return bearer().contentType(ContentType.JSON)
                .body(Map.of("profile", "eseal", "csr", Csrs.p256().pem(), "names", Map.of()))
                .post("/api/v1/requests");
    }

    private String event(String state, String by, String role) {
        return "insert into body_event (body, state, recorded_by, role) values ('" + id + "', '" + state + "', '" + by
                + "', '" + role + "')";
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
}
