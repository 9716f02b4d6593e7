package pk.muhr.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;

/** Where a body is told of its certificates, over HTTP. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class BodyContactResourceTest {

    @Inject
    Bodies bodies;

    private final BodyId body = new BodyId("c" + UUID.randomUUID());
    private final String path = "/api/v1/bodies/" + body + "/contacts";

    @BeforeEach
    void register() {
        bodies.register(
                new Body(body, "Test Body", "PK", Optional.empty(), Optional.empty(), "GOVPK"), Actor.system("test"));
    }

    @Test
    void theNewestWordCounts() {
        assertThat(add("pki@x.gov.pk", "en").<List<String>>path("language")).containsExactly("en");
        assertThat(add("PKI@x.gov.pk", "ur").<List<String>>path("language")).containsExactly("ur");
        assertThat(add("all@x.gov.pk", null).<List<String>>path("address"))
                .containsExactly("all@x.gov.pk", "PKI@x.gov.pk");
        Response ended = subscriber().body(Map.of("address", "pki@X.gov.pk")).post(path + "/end");
        assertThat(ended.<List<String>>path("address")).containsExactly("all@x.gov.pk");
        Response again = subscriber().body(Map.of("address", "pki@x.gov.pk")).post(path + "/end");
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(again.<String>path("type")).endsWith("contact-unknown");
        assertThat(subscriber().get(path).<List<String>>path("by")).containsExactly("person-" + body);
    }

    @Test
    void thereAreTwentyAtMost() {
        for (int at = 0; at < 20; at++) {
            assertThat(add("a" + at + "@x.gov.pk", null).statusCode()).isEqualTo(201);
        }
        Response full = add("one-more@x.gov.pk", null);
        assertThat(full.statusCode()).isEqualTo(409);
        assertThat(full.<String>path("type")).endsWith("contacts-full");
        assertThat(add("a7@x.gov.pk", "ur").statusCode()).as("a known one").isEqualTo(201);
        subscriber().body(Map.of("address", "a7@x.gov.pk")).post(path + "/end");
        assertThat(add("one-more@x.gov.pk", null).statusCode()).isEqualTo(201);
    }

    @Test
    void isTheBodysBusinessAndTheRegistrationOfficers() {
        RequestSpecification foreign = Api.subscriber("nitb").contentType(ContentType.JSON);
        assertThat(foreign.get(path).statusCode()).isEqualTo(404);
        assertThat(foreign.body(Map.of("address", "eve@x.gov.pk")).post(path).statusCode())
                .isEqualTo(404);
        RequestSpecification officer = Api.officer(Role.REGISTRATION_OFFICER).contentType(ContentType.JSON);
        assertThat(officer.body(Map.of("address", "a@x.gov.pk")).post(path).statusCode())
                .isEqualTo(201);
        assertThat(Api.officer(Role.AUDITOR).get(path).<List<String>>path("address"))
                .containsExactly("a@x.gov.pk");
        assertThat(Api.officer(Role.AUDITOR)
                        .contentType(ContentType.JSON)
                        .body(Map.of("address", "a@x.gov.pk"))
                        .post(path)
                        .statusCode())
                .isEqualTo(403);
    }

    /** The office reaches every body; whoever holds one that reads only, changes those of the own body. */
    @Test
    void anOfficerWhoActsForAnotherBodyKeepsTheOfficesReach() {
        add("a@x.gov.pk", null);
        Map<String, String> wish = Map.of("address", "b@x.gov.pk");
        for (Role office : List.of(Role.REGISTRATION_OFFICER, Role.SECURITY_OFFICER)) {
            String person = "test-contacts-" + office.label();
            TestInstallation.token(office, person);
            TestInstallation.token(new BodyId("nitb"), person);
            RequestSpecification both = Api.bearer(TestTokens.of(person)).contentType(ContentType.JSON);
            assertThat(both.get(path).<List<String>>path("address")).contains("a@x.gov.pk");
            boolean changes = office == Role.REGISTRATION_OFFICER;
            assertThat(both.body(wish).post(path).statusCode()).isEqualTo(changes ? 201 : 404);
            assertThat(both.body(wish).post(path + "/end").statusCode()).isEqualTo(changes ? 200 : 404);
            RequestSpecification narrowed =
                    Api.bearer(TestTokens.of(person, Set.of("subscriber"))).contentType(ContentType.JSON);
            assertThat(narrowed.get(path).statusCode()).isEqualTo(404);
            assertThat(narrowed.get("/api/v1/bodies/nitb/contacts").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void changeAHundredTimesADayAtMost() throws SQLException {
        subscriber(); // whose changes these are
        String change = "insert into body_contact (body, address, standing, recorded_by) select '" + body
                + "', 'a@x.gov.pk', %s, 'person-" + body + "' from generate_series(1, 99)";
        TestInstallation.execute(change.formatted(true));
        assertThat(add("a@x.gov.pk", "en").statusCode()).isEqualTo(201);
        Response tooOften = add("a@x.gov.pk", "ur");
        assertThat(tooOften.statusCode()).isEqualTo(429);
        assertThat(tooOften.<String>path("type")).endsWith("contacts-per-day");
        assertThat(tooOften.<String>path("detail")).contains("100 times in 24 hours");
        assertThat(subscriber()
                        .body(Map.of("address", "a@x.gov.pk"))
                        .post(path + "/end")
                        .statusCode())
                .as("an end needs no patience")
                .isEqualTo(200);
        TestInstallation.execute(change.formatted(false));
        assertThatThrownBy(() -> TestInstallation.execute(change.formatted(false)))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("MU083"));
    }

    @Test
    void refusesALanguageThatIsNone() {
        assertThat(add("a@x.gov.pk", "fr").statusCode()).isEqualTo(400);
    }

    @Test
    void anApplicationNamesTheFirst() {
        String id = "a" + UUID.randomUUID();
        String letter = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
        Response applied = Api.officer(Role.REGISTRATION_OFFICER)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "id",
                        id,
                        "legalName",
                        "Contact Board " + letters(id),
                        "legalNameUrdu",
                        "بورڈ " + urdu(id),
                        "kind",
                        "attached-department",
                        "organizationIdentifier",
                        "GOVPK",
                        "evidenceSha256",
                        letter,
                        "contact",
                        "pki@x.gov.pk"))
                .post("/api/v1/bodies");
        assertThat(applied.statusCode()).as(applied.asString()).isEqualTo(201);
        assertThat(Api.officer(Role.AUDITOR)
                        .get("/api/v1/bodies/" + id + "/contacts")
                        .<List<String>>path("address"))
                .containsExactly("pki@x.gov.pk");
    }

    private static String letters(String id) {
        return id.replaceAll("[^a-f]", "");
    }

    private static String urdu(String id) {
        StringBuilder name = new StringBuilder();
        letters(id).chars().forEach(letter -> name.append("بپتٹجچ".charAt(letter - 'a')));
        return name.toString();
    }

    private Response add(String address, String language) {
        Map<String, String> wish = new HashMap<>(Map.of("address", address));
        Optional.ofNullable(language).ifPresent(label -> wish.put("language", label));
        return subscriber().body(wish).post(path);
    }

    private RequestSpecification subscriber() {
        return Api.bearer(TestInstallation.token(body, "person-" + body)).contentType(ContentType.JSON);
    }
}
