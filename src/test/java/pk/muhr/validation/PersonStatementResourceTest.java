package pk.muhr.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Role;
import pk.muhr.x509.Sha256;

/** Who a person is, as two officers write it. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class PersonStatementResourceTest {

    @Inject
    IdentifierSecret secret;

    private static final String PROOFS = "/api/v1/people-proofs";

    private final String account = "stated-" + UUID.randomUUID();

    @Test
    void provesWhatTwoOfficersWroteAlike() {
        assertThat(state("one", person()).statusCode()).isEqualTo(202);
        assertThat(state("one", person()).statusCode()).as("the same officer").isEqualTo(202);
        Map<String, Object> other = person();
        other.put("number", "35202-1234999-7");
        assertThat(state("two", other).statusCode()).as("another number").isEqualTo(202);
        assertThat(standing()).doesNotContain(account);
        Map<String, Object> plain = person();
        plain.put("number", "3520212349999");
        Response proved = state("two", plain);
        assertThat(proved.statusCode()).as(proved.asString()).isEqualTo(201);
        assertThat(proved.<String>path("account")).isEqualTo(account);
        assertThat(proved.asString()).doesNotContain("1234999");
        assertThat(standing()).contains(account);
        assertThat(state("two", person()).statusCode())
                .as("once proved, it takes two again")
                .isEqualTo(202);
    }

    /** Names and numbers are few enough to try them all out on a hash without a key. */
    @Test
    void keepsAKeyedHashUntilThen() {
        state("one", person());
        String said = "nitb\n" + account
                + "\nPNOPK-3520212349999\nTest\nPerson\n\n\ntest.person@nitb.example.gov.pk\n\n\nCNIC seen";
        assertThat(TestInstallation.stored(
                        "select content_hmac from person_statement where account = '" + account + "'"))
                .isEqualTo(secret.hash(said))
                .isNotEqualTo(Sha256.of(said.getBytes(StandardCharsets.UTF_8)).hex());
        assertThat(TestInstallation.stored(
                        "select to_jsonb(s) - 'account' from person_statement s where account = '" + account + "'"))
                .doesNotContain("1234999", "Person", "test.person");
    }

    /** Whoever left, or was recorded wrongly, is not proved by what was said before. */
    @Test
    void takesTwoAgainAfterAProofEnded() {
        state("one", person());
        Response proved = state("two", person());
        Map<String, Object> promoted = person();
        promoted.put("title", "Director");
        assertThat(state("one", promoted).statusCode()).isEqualTo(202);
        assertThat(state("one", person()).statusCode()).isEqualTo(202);
        assertThat(Api.officer(Role.REGISTRATION_OFFICER)
                        .post(PROOFS + "/" + proved.path("id") + "/end")
                        .statusCode())
                .isEqualTo(200);
        assertThat(state("two", person()).statusCode()).isEqualTo(202);
        assertThat(state("two", promoted).statusCode()).as("with a title").isEqualTo(202);
        assertThat(standing()).doesNotContain(account);
        assertThat(state("one", person()).statusCode()).isEqualTo(201);
    }

    @Test
    void letsNobodySayWhoTheyAreThemselves() {
        Map<String, Object> self = person();
        self.put("account", officer("one"));
        refused(state("one", self), 403, "own-person");
        TestInstallation.token(new BodyId("nitb"), officer("colleague"));
        refused(state("colleague", person()), 403, "own-person");
        assertThatThrownBy(() -> TestInstallation.execute("insert into person_statement (id, body, account,"
                        + " content_hmac, stated_by) values (gen_random_uuid(), 'nitb', 'x', '" + "0".repeat(64)
                        + "', 'test-subscriber-nitb')"))
                .hasMessageContaining("may not say");
    }

    @Test
    void takesNothingThatIsNoPerson() {
        for (Map.Entry<String, Object> wrong : Map.<String, Object>of(
                        "number", "12345", "givenName", "A\u202eB", "mailboxes", List.of("no mailbox"), "method", " ")
                .entrySet()) {
            Map<String, Object> person = person();
            person.put(wrong.getKey(), wrong.getValue());
            refused(state("one", person), 400, "member-malformed");
        }
        Map<String, Object> bare = person();
        bare.remove("surname");
        refused(state("one", bare), 400, "member-malformed");
        Map<String, Object> nowhere = person();
        nowhere.put("body", "nowhere");
        refused(state("one", nowhere), 400, "parameter-malformed");
    }

    @Test
    void inProductionTheDatabaseProvesNobodyWithoutTwo() throws SQLException {
        String content = Sha256.of(account.getBytes(StandardCharsets.US_ASCII)).hex();
        try (Connection connection = TestInstallation.owner().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("update installation set kind = 'production'");
            for (String officer : List.of("one", "one", "two")) {
                assertLacksTwo(connection, content);
                TestInstallation.token(Role.REGISTRATION_OFFICER, officer(officer));
                statement.execute("insert into person_statement (id, body, account, content_hmac, stated_by) values"
                        + " (gen_random_uuid(), 'nitb', '" + account + "', '" + content + "', '" + officer(officer)
                        + "')");
            }
            assertLacksTwo(connection, null);
            assertLacksTwo(connection, "0".repeat(64));
            prove(connection, content);
            assertLacksTwo(connection, content); // whatever the clock of the service says
            connection.rollback();
        }
    }

    private void assertLacksTwo(Connection connection, String content) throws SQLException {
        Savepoint before = connection.setSavepoint();
        assertThatThrownBy(() -> prove(connection, content))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("MU111"));
        connection.rollback(before);
    }

    private void prove(Connection connection, String content) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into person_proof (id, body, account, identifier, given_name, surname, method, proved_at,"
                        + " expires_at, content_hmac) values (gen_random_uuid(), 'nitb', ?, 'PNOPK-3520212349999',"
                        + " 'Test', 'Person', 'test', now() - interval '1 hour', now() + interval '1 day', ?)")) {
            insert.setString(1, account);
            insert.setString(2, content);
            insert.executeUpdate();
        }
    }

    private Map<String, Object> person() {
        return new HashMap<>(Map.of(
                "body",
                "nitb",
                "account",
                account,
                "number",
                "35202-1234999-9",
                "givenName",
                "Test",
                "surname",
                "Person",
                "mailboxes",
                List.of("test.person@nitb.example.gov.pk"),
                "method",
                "CNIC seen"));
    }

    private static List<String> standing() {
        return Api.officer(Role.REGISTRATION_OFFICER).get(PROOFS + "?body=nitb").path("account");
    }

    private static Response state(String officer, Map<String, Object> person) {
        return Api.bearer(TestInstallation.token(Role.REGISTRATION_OFFICER, officer(officer)))
                .contentType(ContentType.JSON)
                .body(person)
                .post(PROOFS);
    }

    private static String officer(String name) {
        return "test-stating-" + name;
    }

    private static void refused(Response answer, int status, String rule) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.<String>path("rule")).isEqualTo(rule);
        assertThat(answer.<String>path("fix")).isNotBlank();
    }
}
