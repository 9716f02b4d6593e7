package pk.muhr.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pk.muhr.TestInstallation.stored;
import static pk.muhr.notice.TestBody.expect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.identity.Role;
import pk.muhr.validation.MailboxProofs;
import pk.muhr.x509.EmailAddress;

/** A mailbox is proved by a value that is mailed there, through a real mail server. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class MailboxResourceTest {

    private static final Pattern VALUE = Pattern.compile("(?m)^Value: ([A-Za-z0-9_-]{32})$");

    @Inject
    NoticeDelivery delivery;

    @Inject
    MailboxProofs mailboxes;

    @Inject
    TestBodies bodies;

    private TestBody body;
    private String mailbox;

    @BeforeEach
    void register() throws IOException {
        body = bodies.register();
        mailbox = "office@m-" + body.domain;
        Files.writeString(
                zone(),
                "$TTL 60\n@ SOA ns hostmaster 1 3600 600 86400 60\n@ NS ns\n@ CAA 0 issuemail \"pki.example.gov.pk\"\n");
    }

    @AfterEach
    void takeAway() throws IOException {
        Files.delete(zone());
    }

    /** What the name server knows of the domain: we may certify its mailboxes (RFC 9495). */
    private Path zone() {
        return TestInstallation.dns().resolve("m-" + body.domain + ".zone");
    }

    @Test
    void aMailedValueProvesTheMailbox() {
        Response before = certificate(mailbox);
        assertThat(before.<String>path("type")).endsWith("name-not-proved");
        Response asked = expect(201, ask(mailbox));
        assertThat(asked.asString()).doesNotContain("value");
        String value = mailed();
        assertThat(stored(
                        "select count(*) from mailbox_value v where v.sha256 = encode(sha256('" + value + "'), 'hex')"))
                .isEqualTo("1");
        assertThat(confirm(asked, value + "x").<String>path("type")).endsWith("mailbox-not-proved");
        Response proved = expect(200, confirm(asked, value));
        assertThat(proved.<String>path("method")).isEqualTo("S/MIME BR 3.2.2.2");
        assertThat(Duration.between(Instant.parse(proved.path("provedAt")), Instant.parse(proved.path("expiresAt"))))
                .isEqualTo(Duration.ofDays(30));
        assertThat(confirm(asked, value).statusCode()).as("a value proves once").isEqualTo(404);

        expect(201, certificate(mailbox));
        assertThat(certificate("other@m-" + body.domain).<String>path("type"))
                .as("another mailbox there")
                .endsWith("name-not-proved");
        assertThat(body.ask(
                                "authentication-device",
                                Map.of("subjectAltName", Map.of("dns", List.of("m-" + body.domain))))
                        .<String>path("type"))
                .as("a host there")
                .endsWith("name-not-proved");
        Response listed = body.subscriber().get(body.path("mailboxes"));
        assertThat(listed.<List<String>>path("proofs.address")).containsExactly(mailbox);
        assertThat(listed.<List<String>>path("challenges.id")).isEmpty();
        Instant end = Instant.parse(proved.path("expiresAt"));
        assertThat(counts(end.minusSeconds(1), Duration.ofDays(30))).isTrue();
        assertThat(counts(end, Duration.ofDays(30))).isFalse();
        assertThat(counts(end.minusSeconds(1), Duration.ofDays(29))).isFalse();
    }

    private boolean counts(Instant at, Duration most) {
        return mailboxes.covering(body.id, new EmailAddress(mailbox), most, at).isPresent();
    }

    @Test
    void fiveTriesAreAll() {
        Response asked = expect(201, ask(mailbox));
        String value = mailed();
        for (int tries = 0; tries < 5; tries++) {
            assertThat(confirm(asked, "").statusCode()).isEqualTo(422);
        }
        assertThat(confirm(asked, value).statusCode()).isEqualTo(404);
        assertThat(stored("select count(*) from mailbox_proof where body = '" + body.id + "'"))
                .isEqualTo("0");
    }

    @Test
    void fiftyAtOnceHaveFiveTries() throws Exception {
        Response asked = expect(201, ask(mailbox));
        asked.asString(); // read once, before ten threads do
        String token = TestInstallation.token(body.id, body.person);
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(10)) {
            List<Callable<Integer>> racers = Collections.nCopies(
                    50, () -> confirm(Api.bearer(token), asked, "wrong").statusCode());
            for (Future<Integer> status : pool.invokeAll(racers)) {
                statuses.add(status.get());
            }
        }
        assertThat(statuses).filteredOn(status -> status == 422).hasSize(5);
        assertThat(statuses).filteredOn(status -> status == 404).hasSize(45);
    }

    @Test
    void aValueIsForADayAndTheDatabaseSaysSo() throws SQLException {
        Response asked = expect(201, ask(mailbox));
        Instant end = Instant.parse(asked.path("expiresAt"));
        assertThat(Duration.between(Instant.parse(asked.path("issuedAt")), end)).isEqualTo(Duration.ofHours(24));
        String late = "insert into mailbox_try (challenge, tried_at, tried_by) values ('" + asked.path("id") + "', '";
        assertRefused("MU081", late + end + "', 'x')");
        TestInstallation.execute(late + end.minusMillis(1) + "', 'x')");
        assertThat(stored("select keep_until = expires_at from notice n join mailbox_challenge c on c.id = n.challenge"
                        + " where c.id = '" + asked.path("id") + "'"))
                .isEqualTo("t");
    }

    @Test
    void aBodyHasTwentyOpenChallenges() {
        Response first = expect(201, ask(mailbox));
        for (int at = 1; at < 20; at++) {
            expect(201, ask("a" + at + "@m-" + body.domain));
        }
        Response full = expect(409, ask(mailbox));
        assertThat(full.<String>path("type")).endsWith("challenges-full");
        assertThat(full.<String>path("fix")).isNotBlank();
        expect(200, confirm(first, mailed()));
        expect(201, ask("after-a-proof@m-" + body.domain));
    }

    /** Wrong values would make room for more mail to the same mailbox. */
    @Test
    void challengesThatWrongValuesClosedAreAmongTheTwenty() throws SQLException {
        for (int at = 0; at < 20; at++) {
            expect(201, ask(mailbox));
        }
        TestInstallation.execute("insert into mailbox_try (challenge, tried_at, tried_by) select id, issued_at, 'x'"
                + " from mailbox_challenge, generate_series(1, 5) where body = '" + body.id + "'");
        assertThat(body.subscriber().get(body.path("mailboxes")).<List<String>>path("challenges.id"))
                .isEmpty();
        assertThat(expect(409, ask(mailbox)).<String>path("type")).endsWith("challenges-full");
    }

    @Test
    void aBodyHasAHundredOpenChallengesOfDomains() throws SQLException {
        String many = "insert into domain_challenge (id, body, domain, method, value, asked_by, issued_at, expires_at)"
                + " select gen_random_uuid(), '" + body.id + "', 'd' || i || '.gov.pk', 'dns-txt',"
                + " gen_random_uuid()::text, 'x', now(), now() + interval '1 day' from generate_series(1, 99) i";
        TestInstallation.execute(many);
        Map<String, String> wish = Map.of("domain", "x.gov.pk", "method", "dns-txt");
        expect(201, body.subscriber().body(wish).post(body.path("domains")));
        Response full = expect(409, body.subscriber().body(wish).post(body.path("domains")));
        assertThat(full.<String>path("type")).endsWith("challenges-full");
    }

    @Test
    void isTheBodysBusinessAndTheRegistrationOfficers() {
        Response asked = expect(201, ask(mailbox));
        String confirmation = body.path("mailboxes/" + asked.path("id") + "/confirmation");
        RequestSpecification foreign = Api.subscriber("nitb").contentType(ContentType.JSON);
        assertThat(foreign.get(body.path("mailboxes")).statusCode()).isEqualTo(404);
        assertThat(foreign.body(Map.of("value", "x")).post(confirmation).statusCode())
                .isEqualTo(404);
        assertThat(Api.subscriber("nitb")
                        .contentType(ContentType.JSON)
                        .body(Map.of("value", "x"))
                        .post("/api/v1/bodies/nitb/mailboxes/" + asked.path("id") + "/confirmation")
                        .statusCode())
                .as("a challenge of another body")
                .isEqualTo(404);
        assertThat(Api.officer(Role.AUDITOR)
                        .contentType(ContentType.JSON)
                        .body(Map.of("value", "x"))
                        .post(confirmation)
                        .statusCode())
                .isEqualTo(403);
        expect(200, confirm(Api.officer(Role.REGISTRATION_OFFICER), asked, mailed()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "office",
                "a b@x.gov.pk",
                "\"a b\"@x.gov.pk",
                "a@x.gov.pk\r\nBcc: eve@x.gov.pk",
                "a@x.gov.pk,b@x.gov.pk",
                "<a@x.gov.pk>",
                "a@[127.0.0.1]",
                "a@localhost",
                "a\u202e@x.gov.pk"
            })
    void refusesWhatIsNoMailbox(String address) {
        Response answer = expect(400, ask(address));
        assertThat(answer.<String>path("type")).endsWith("mailbox-malformed");
        assertThat(answer.<String>path("fix")).isNotBlank();
        Response contact = body.subscriber().body(Map.of("address", address)).post(body.path("contacts"));
        assertThat(expect(400, contact).<String>path("type")).endsWith("member-malformed");
    }

    private Response certificate(String address) {
        return body.ask("email-protection-mailbox", Map.of("subjectAltName", Map.of("email", List.of(address))));
    }

    private Response ask(String address) {
        return body.subscriber().body(Map.of("address", address)).post(body.path("mailboxes"));
    }

    private Response confirm(Response asked, String value) {
        return confirm(body.subscriber(), asked, value);
    }

    private Response confirm(RequestSpecification as, Response asked, String value) {
        return as.contentType(ContentType.JSON)
                .body(Map.of("value", value))
                .post(body.path("mailboxes/" + asked.path("id") + "/confirmation"));
    }

    /** The value that came to the mailbox. */
    private String mailed() {
        try (MailServer server = MailServer.start()) {
            server.take(delivery, Instant.now());
            assertThat(server.at(mailbox)).hasSize(1);
            MailServer.Mail mail = server.at(mailbox).getFirst();
            assertThat(mail.subject()).startsWith("Confirm that you read this mailbox / ");
            assertThat(mail.text())
                    .containsPattern("Answer: POST " + body.path("mailboxes/") + "[0-9a-f-]{36}/confirmation\n")
                    .contains("as {\"value\": \"…\"}. If you did not", "{\"value\": \"…\"} کی صورت میں")
                    .doesNotContain("under contacts", "ایسی ای میل");
            Matcher value = VALUE.matcher(mail.text());
            assertThat(value.find()).as(mail.text()).isTrue();
            return value.group(1);
        }
    }

    private static void assertRefused(String state, String statement) {
        assertThatThrownBy(() -> TestInstallation.execute(statement))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }
}
