package pk.muhr.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.AuditRecords;
import pk.muhr.enrolment.Csrs;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Role;
import pk.muhr.revocation.ReplicaLock;

/** Notices on their way from the change that they tell of to a real mail server. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class NoticeDeliveryTest {

    @Inject
    NoticeDelivery delivery;

    @Inject
    @Wellness
    NoticeWatch watch;

    @Inject
    Notices notices;

    @Inject
    Letters letters;

    @Inject
    Post post;

    @Inject
    ReplicaLock lock;

    @Inject
    AuditRecords audit;

    @Inject
    TestBodies bodies;

    private TestBody body;

    @BeforeEach
    void register() {
        body = bodies.register();
    }

    @Test
    void tellsEachContactInTheirLanguage() {
        String english = body.contact("en", "en");
        String urdu = body.contact("ur", "ur");
        String both = body.contact("both", "");
        String certificate = body.issued("authentication-device", "a");
        try (MailServer server = MailServer.start()) {
            server.take(delivery, Instant.now());
            MailServer.Mail mail = only(server, english);
            assertThat(mail.subject()).isEqualTo("2 notices about certificates of Test Body");
            assertThat(mail.text())
                    .contains("A request for a certificate came in\n", "A certificate is issued\n")
                    .contains("Names: a." + body.domain, "Serial number: ", "revoke it at once")
                    .doesNotContain("سرٹیفکیٹ", "{", "}");
            assertThat(mail.html()).contains("<div lang=\"en\" dir=\"ltr\">").doesNotContain("rtl", "{", "}");
            assertThat(mail.source()).contains("Auto-Submitted: auto-generated", "From: muhr@pki.example.gov.pk");
            mail = only(server, urdu);
            assertThat(mail.subject()).isEqualTo("Test Body کے سرٹیفکیٹس کے بارے میں 2 اطلاعات");
            assertThat(mail.text())
                    .contains("سرٹیفکیٹ جاری ہو گیا", "a." + body.domain)
                    .doesNotContain("issued");
            assertThat(mail.html()).contains("<div lang=\"ur\" dir=\"rtl\">").doesNotContain("lang=\"en\"");
            mail = only(server, both);
            assertThat(mail.subject()).contains("2 notices", " / ", "اطلاعات");
            assertThat(mail.html()).contains("lang=\"en\" dir=\"ltr\"", "lang=\"ur\" dir=\"rtl\"");

            body.revoke(certificate);
            server.take(delivery, Instant.now());
            assertThat(server.at(english)).hasSize(2);
            mail = server.at(english).getLast();
            assertThat(mail.subject()).isEqualTo("A certificate is revoked");
            assertThat(mail.text()).contains("Reason: superseded");
        }
    }

    @Test
    void nobodyKnownIsNobodyTold() {
        body.issued("authentication-device", "a");
        assertThat(body.notices("issued")).isZero();
        String address = body.contact("former", "en");
        TestBody.expect(200, body.subscriber().body(Map.of("address", address)).post(body.path("contacts/end")));
        body.issued("authentication-device", "b");
        assertThat(body.notices("issued")).isZero();
    }

    @Test
    void whoeverAskedIsToldAtTheirOwnMailbox() {
        String before = ayeshas();
        TestBody.expect(
                201,
                Api.bearer(TestInstallation.token(new BodyId("nitb"), "ayesha.khan"))
                        .contentType("application/json")
                        .body(Map.of(
                                "profile",
                                "authentication-device",
                                "csr",
                                Csrs.p256().pem(),
                                "names",
                                Map.of("subjectAltName", Map.of("dns", List.of("told.nitb.example.gov.pk")))))
                        .post("/api/v1/requests"));
        assertThat(Integer.parseInt(ayeshas())).isEqualTo(Integer.parseInt(before) + 2);
    }

    /** Their notices went to a mailbox that is nobody's business of the body any more. */
    @Test
    void whoActsForTheBodyNoMoreIsNotTold() throws SQLException {
        String contact = body.contact("en", "en");
        String own = bodies.mailbox(body);
        String certificate = body.issued("authentication-device", "a");
        assertThat(toldAt(own)).isEqualTo("submitted,issued");
        TestInstallation.suspend(body.person);
        TestInstallation.token(new BodyId("nitb"), body.person);
        body.revoke(certificate);
        assertThat(toldAt(contact)).isEqualTo("submitted,issued,revoked");
        assertThat(toldAt(own)).isEqualTo("submitted,issued");
    }

    private static String toldAt(String address) {
        return TestInstallation.stored(
                "select string_agg(kind, ',' order by seq) from notice where address = '" + address + "'");
    }

    private static String ayeshas() {
        return TestInstallation.stored("select count(*) from notice where address = 'ayesha.khan@nitb.example.gov.pk'");
    }

    @Test
    void waitsForAServerThatIsAway() {
        String address = body.contact("en", "en");
        body.issued("authentication-device", "a");
        Instant now = Instant.now();
        for (int turn = 0; turn < 50 && failures() == 0; turn++) {
            delivery.work(now); // others' notices may be before ours
        }
        assertThat(TestInstallation.stored(
                        "select f.reason from notice_failure f join notice n on n.seq = f.notice where" + " n.body = '"
                                + body.id + "'"))
                .contains("cannot be reached");
        try (MailServer server = MailServer.start()) {
            delivery.work(now.plusSeconds(30));
            assertThat(server.at(address)).as("not before its time").isEmpty();
            server.take(delivery, now.plusSeconds(61));
            only(server, address);
        }
    }

    private int failures() {
        return Integer.parseInt(
                TestInstallation.stored("select count(*) from notice_failure f join notice n on n.seq = f.notice"
                        + " where n.body = '" + body.id + "'"));
    }

    @Test
    void waitsLongerEachTimeAndGivesUpAfterThreeDays() throws SQLException {
        body.contact("en", "en");
        body.issued("authentication-device", "a");
        Instant now = Instant.now();
        List<Notice> mine = mine(now);
        for (int expected : List.of(60, 120, 240, 480, 960, 1920, 3600, 3600)) {
            notices.failed(mine, "test", now);
            assertThat(TestInstallation.stored("select extract(epoch from max(retry_at) - max(failed_at))::int from"
                            + " notice_failure f join notice n on n.seq = f.notice where n.body = '" + body.id + "'"))
                    .isEqualTo("" + expected);
            now = now.plusSeconds(expected);
        }
        Instant end = Instant.now().plus(Duration.ofDays(3)).plusSeconds(60);
        notices.abandon(end);
        assertThat(TestInstallation.stored(
                        "select string_agg(distinct e.outcome, ',') from notice_end e join notice n on n.seq ="
                                + " e.notice where n.body = '" + body.id + "'"))
                .isEqualTo("abandoned");
        assertThat(audit.newest(5)).anyMatch(record -> record.event().event().equals("NOTICES_ABANDONED"));
    }

    /** Ours among those that are due, whoever is before them. */
    private List<Notice> mine(Instant now) {
        List<Notice> due = notices.due(now, 1000);
        while (!due.getFirst().address().value().endsWith(body.domain)) {
            notices.failed(due, "not of this test", now.plus(Duration.ofDays(1)));
            due = notices.due(now, 1000);
        }
        return due;
    }

    @Test
    void aReplicaThatStartsLaterSendsWhatIsThere() {
        String address = body.contact("en", "en");
        body.issued("authentication-device", "a");
        assertThat(TestInstallation.stored(
                        "select count(*) from notice n left join notice_end e on e.notice = n.seq where" + " n.body = '"
                                + body.id + "' and e.notice is null"))
                .isEqualTo("2");
        try (MailServer server = MailServer.start()) {
            server.take(new NoticeDelivery(notices, letters, post, lock, Clock.systemUTC()), Instant.now());
            only(server, address);
        }
    }

    @Test
    void whatIsSentTwiceIsKnownAsOne() {
        String address = body.contact("en", "en");
        body.issued("authentication-device", "a");
        Instant now = Instant.now();
        try (MailServer server = MailServer.start()) {
            sendAndDie(mine(now));
            server.take(delivery, now);
            assertThat(server.at(address)).hasSize(2);
            assertThat(server.at(address).stream().map(MailServer.Mail::id).distinct())
                    .hasSize(1);
        }
    }

    private void sendAndDie(List<Notice> due) {
        Letter letter = letters.of(due);
        for (int attempt = 0; attempt < 4; attempt++) {
            try {
                post.send(letter);
                return;
            } catch (NotTaken _) {
                // the greeting was missed
            }
        }
    }

    @Test
    void aChangeThatIsTakenBackIsNotTold() throws SQLException {
        body.contact("en", "en");
        String request = "insert into request (id, body, requester, profile, content_sha256, content) values ('"
                + UUID.randomUUID() + "', '" + body.id + "', '" + body.person + "', 'x', 'x', '{}')";
        TestInstallation.execute("begin; " + request + "; rollback");
        assertThat(body.notices("submitted")).isZero();
        TestInstallation.execute(request);
        assertThat(body.notices("submitted")).isEqualTo(1);
    }

    @Test
    void namesAndReasonsMoveNothingElse() throws SQLException {
        String address = body.contact("en", "");
        UUID id = UUID.randomUUID();
        TestInstallation.token(Role.REGISTRATION_OFFICER, "notice-officer");
        TestInstallation.execute(
                "insert into request (id, body, requester, profile, content_sha256, content, approvals, expires_at)"
                        + " values ('" + id + "', '" + body.id + "', '" + body.person
                        + "', E'x\\r\\nBcc: eve@example.org', 'x', '{}', 1, now() + interval '1 day')");
        TestInstallation.execute("insert into request_decision (request, decision, decided_by, reason) values ('" + id
                + "', 'rejected', 'notice-officer', E'no\\r\\n.\\r\\nQUIT\\r\\n\\u202eevil <b>{told.body}</b>')");
        try (MailServer server = MailServer.start()) {
            server.take(delivery, Instant.now());
            MailServer.Mail mail = only(server, address);
            assertThat(mail.text())
                    .contains("Profile: x\\u000d\\u000aBcc: eve@example.org\n")
                    .contains(
                            "Reason: no\\u000d\\u000a.\\u000d\\u000aQUIT\\u000d\\u000a\\u202eevil <b>{told.body}</b>\n")
                    .doesNotContain("\u202e");
            assertThat(mail.html()).contains("&lt;b&gt;").doesNotContain("<b>");
            assertThat(mail.source().split("\r?\n\r?\n")[0]).doesNotContain("eve@");
            assertThat(server.at("eve@example.org")).isEmpty();
        }
    }

    @Test
    void saysHowManyWaitAndHowLong() {
        body.contact("en", "en");
        body.issued("authentication-device", "a");
        Notices.Waiting waiting = watch.measure(Instant.now());
        assertThat(waiting.count()).isGreaterThanOrEqualTo(2);
        assertThat(waiting.oldest().orElseThrow()).isBefore(Instant.now());
        String metrics = RestAssured.get("http://localhost:"
                        + ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class)
                        + "/q/metrics")
                .asString();
        assertThat(metrics).containsPattern("(?m)^muhr_notices_waiting [1-9]").contains("muhr_notices_oldest_seconds");
        assertThat(watch.call().getData().orElseThrow()).containsKeys("waiting", "oldest");
        try (MailServer server = MailServer.start()) {
            server.take(delivery, Instant.now().plus(Duration.ofHours(2)));
            assertThat(server.at("en@" + body.domain)).hasSize(1);
        }
        assertThat(watch.measure(Instant.now()).count()).isLessThanOrEqualTo(waiting.count() - 2);
    }

    private static MailServer.Mail only(MailServer server, String address) {
        assertThat(server.at(address)).hasSize(1);
        return server.at(address).getFirst();
    }
}
