package pk.muhr.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import jakarta.inject.Inject;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.ParseWarning;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.identity.Role;
import pk.muhr.notice.Expiries.Expiry;
import pk.muhr.x509.Sha256;

/** What comes to its end: notices before it, and the calendar. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ExpiryTest {

    @Inject
    ExpiryWatch watch;

    @Inject
    NoticeDelivery delivery;

    @Inject
    TestBodies bodies;

    private TestBody body;

    @BeforeEach
    void register() {
        body = bodies.register();
    }

    // --- notices ---

    @Test
    void tellsOnceAtEachMark() {
        String address = body.contact("en", "en");
        Instant end = end(body.issued("authentication-device", "a"));
        assertThat(told(end.minus(Duration.ofDays(60)).minusSeconds(1))).isZero();
        assertThat(told(end.minus(Duration.ofDays(60)))).isEqualTo(1);
        assertThat(told(end.minus(Duration.ofDays(40)))).isEqualTo(1);
        assertThat(told(end.minus(Duration.ofDays(30)))).isEqualTo(2);
        assertThat(told(end.minus(Duration.ofDays(7)))).isEqualTo(3);
        assertThat(told(end.minusSeconds(60))).isEqualTo(3);
        assertThat(told(end.plusSeconds(60))).isEqualTo(3);
        try (MailServer server = MailServer.start()) {
            server.take(delivery, Instant.now());
            assertThat(server.at(address).getFirst().text()).contains("A certificate expires soon");
        }
    }

    @Test
    void aLateLookTellsOfTheLastMarkOnly() {
        body.contact("en", "en");
        Instant end = end(body.issued("authentication-device", "a"));
        assertThat(told(end.minus(Duration.ofDays(3)))).isEqualTo(1);
    }

    @Test
    void tellsOfShortLivesByTheirParts() {
        body.contact("en", "en");
        String certificate = body.issued("authentication-device-short", "a");
        Instant end = end(certificate);
        Duration life = Duration.between(
                Instant.parse(TestInstallation.stored("select to_char(i.opened_at at time zone 'UTC',"
                        + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from intent i join outcome o on o.intent = i.id where"
                        + " o.certificate_sha256 = '" + certificate + "'")),
                end);
        assertThat(life).isLessThanOrEqualTo(Duration.ofDays(7));
        assertThat(told(end.minus(life))).isZero();
        assertThat(told(end.minus(life.dividedBy(3)).minusSeconds(1))).isZero();
        assertThat(told(end.minus(life.dividedBy(3)).plusSeconds(1))).isEqualTo(1);
        assertThat(told(end.minus(life.dividedBy(7)).plusSeconds(1))).isEqualTo(2);
        assertThat(told(end.minus(life.dividedBy(20)).plusSeconds(1))).isEqualTo(3);
        assertThat(told(end.minusSeconds(1))).isEqualTo(3);
    }

    @Test
    void saysNothingOfWhatIsRevoked() {
        body.contact("en", "en");
        String certificate = body.issued("authentication-device", "a");
        body.revoke(certificate);
        assertThat(told(end(certificate).minus(Duration.ofDays(7)))).isZero();
    }

    @Test
    void saysNothingOfWhatIsRenewed() throws InterruptedException {
        body.contact("en", "en");
        String first = body.issued("authentication-device", "a");
        Instant end = end(first);
        body.issued("authentication-device", "other");
        assertThat(marked(first, end.minus(Duration.ofDays(60))))
                .as("another name is no renewal")
                .isEqualTo(1);
        Thread.sleep(1100); // the next one ends a second later
        String renewal = body.issued("authentication-device", "a");
        assertThat(marked(first, end.minus(Duration.ofDays(30)))).isEqualTo(1);
        body.revoke(renewal);
        assertThat(marked(first, end.minus(Duration.ofDays(7))))
                .as("what took its place is revoked")
                .isEqualTo(2);
    }

    private int marked(String certificate, Instant at) {
        watch.look(at);
        return Integer.parseInt(TestInstallation.stored(
                "select count(*) from notice where kind = 'expiring' and certificate_sha256 = '" + certificate + "'"));
    }

    /** How many notices of an expiry there are after a look at that time. */
    private int told(Instant at) {
        watch.look(at);
        return body.notices("expiring");
    }

    private static Instant end(String certificate) {
        return Instant.parse(TestInstallation.stored(
                "select to_char(i.not_after at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
                        + " from intent i join outcome o on o.intent = i.id where o.certificate_sha256 = '"
                        + certificate + "'"));
    }

    // --- the calendar ---

    @Test
    void theCalendarHoldsWhatIsInForce() {
        String kept = body.issued("authentication-device", "kept");
        body.revoke(body.issued("authentication-device", "revoked"));
        Response answer = body.subscriber().get(body.path("expiries.ics"));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("text/calendar;charset=utf-8");
        ICalendar calendar = strictly(answer.asString());
        assertThat(calendar.getEvents()).hasSize(1);
        VEvent event = calendar.getEvents().getFirst();
        assertThat(event.getUid().getValue()).startsWith(kept + "@");
        assertThat(event.getSummary().getValue()).isEqualTo("Certificate expires: kept." + body.domain);
        assertThat(event.getDateStart().getValue()).isEqualTo(Date.from(end(kept)));
    }

    @Test
    void theCalendarIsTheBodysBusiness() {
        body.issued("authentication-device", "a");
        assertThat(Api.subscriber("nitb").get(body.path("expiries.ics")).statusCode())
                .isEqualTo(404);
        assertThat(Api.officer(Role.POLICY_AUTHORITY)
                        .get(body.path("expiries.ics"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(Api.anonymous().get(body.path("expiries.ics")).statusCode()).isEqualTo(401);
        for (Role reader : List.of(Role.AUDITOR, Role.REGISTRATION_OFFICER)) {
            assertThat(strictly(Api.officer(reader)
                                    .get(body.path("expiries.ics"))
                                    .asString())
                            .getEvents())
                    .hasSize(1);
        }
    }

    @Test
    void anEmptyCalendarIsOneToo() {
        String text = body.subscriber().get(body.path("expiries.ics")).asString();
        assertThat(parsed(text).getEvents()).isEmpty();
        assertThat(parsed(text).getTimezoneInfo().getComponents())
                .as("a component that every calendar has")
                .hasSize(1);
    }

    @Test
    void longAndStrangeNamesChangeNoOtherLine() {
        String names = "a,b;c\\d\nBEGIN:VEVENT \u202e" + "ادارۂ شماریات ".repeat(30);
        String text = ExpiryCalendar.of(
                List.of(new Expiry(Sha256.of(new byte[1]), names, "p", "01", Instant.EPOCH, Instant.EPOCH)), "h");
        assertThat(text.split("\r\n")).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(75));
        assertThat(strictly(text).getEvents()).hasSize(1);
        assertThat(strictly(text).getEvents().getFirst().getSummary().getValue())
                .startsWith("Certificate expires: a,b;c\\d\\u000aBEGIN:VEVENT \\u202eادارۂ شماریات ادارۂ");
    }

    /** As another program reads it, which finds nothing to object to. */
    private static ICalendar strictly(String text) {
        ICalendar calendar = parsed(text);
        assertThat(calendar.validate(ICalVersion.V2_0).getWarnings()).isEmpty();
        return calendar;
    }

    private static ICalendar parsed(String text) {
        assertThat(text).endsWith("END:VCALENDAR\r\n").doesNotContainPattern("(?<!\r)\n");
        List<List<ParseWarning>> warnings = new ArrayList<>();
        ICalendar calendar = Biweekly.parse(text).warnings(warnings).first();
        assertThat(warnings).allSatisfy(each -> assertThat(each).isEmpty());
        return calendar;
    }
}
