package pk.muhr.revocation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smallrye.health.api.Wellness;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.Role;
import pk.muhr.revocation.TestCertificates;
import pk.muhr.x509.Certificate;

/** Problem reports, by people and by programs. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ProblemReportResourceTest {

    @Inject
    ProblemReports reports;

    @Inject
    @Wellness
    ReportWatch watch;

    @Inject
    AuditRecords audit;

    @Inject
    EntityManager entities;

    @Inject
    MeterRegistry meters;

    @Test
    void takesAReportFromAnybodyAndLetsOfficersAnswerIt() {
        Certificate certificate = TestCertificates.issued("nitb");
        Response made = report("compromised", certificate.pem(), "the key lies on a public server", "a@example.org");
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        String id = made.path("id");
        Response listed = Api.officer(Role.REVOCATION_OFFICER).get("/api/v1/problem-reports");
        Map<String, Object> found = listed.jsonPath().getMap("find { it.id == '" + id + "' }");
        assertThat(found)
                .containsEntry("state", "received")
                .containsEntry("sha256", certificate.fingerprint().hex());
        assertThat(between(found, "answerDue")).isEqualTo(Duration.ofHours(24));
        assertThat(between(found, "revocationDue")).isEqualTo(Duration.ofHours(24));

        assertThat(answer(id, Map.of("said", "we look into it")).<String>path("state"))
                .isEqualTo("answered");
        assertThat(answer(id, Map.of("said", "revoked", "closed", true)).<String>path("state"))
                .isEqualTo("closed");
        assertThat(answer(id, Map.of("said", "more")).statusCode()).isEqualTo(409);
        assertThat(Api.anonymous().get(made.<String>path("link")).asString())
                .contains("State: closed")
                .contains("we look into it");
        assertThat(audit.newest(50).stream()
                        .filter(record -> record.event().subject().equals(Optional.of(id)))
                        .map(record -> record.event().event()))
                .containsExactly("PROBLEM_REPORT_CLOSED", "PROBLEM_REPORT_ANSWERED", "PROBLEM_REPORTED");
    }

    @Test
    void takesTheFormAndShowsTextsAsText() {
        assertThat(Api.anonymous().get("/report").asString()).contains("<form method=\"post\" action=\"/report\"");
        Response sent = Api.anonymous()
                .redirects()
                .follow(false)
                .contentType(ContentType.URLENC)
                .formParam("kind", "misuse")
                .formParam("subject", "<script>alert(1)</script>")
                .formParam("description", "x".repeat(3999) + "'")
                .post("/report");
        assertThat(sent.statusCode()).as(sent.asString()).isEqualTo(303);
        Response page =
                Api.anonymous().get(java.net.URI.create(sent.header("Location")).getPath());
        assertThat(page.asString())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    }

    @Test
    void refusesWhatIsMissingOrTooLong() {
        assertThat(report("stolen", "01", "x", "").statusCode()).isEqualTo(400);
        assertThat(report("other", "", "x", "").statusCode()).isEqualTo(400);
        Response longer = report("other", "01", "x".repeat(4001), "");
        assertThat(longer.statusCode()).isEqualTo(400);
        assertThat(longer.asString()).contains("1 to 4000 characters");
        assertThat(Api.anonymous()
                        .contentType(ContentType.URLENC)
                        .formParam("kind", "other")
                        .post("/report")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void showsReportsToOfficersAndToWhoHasTheLink() {
        assertThat(Api.subscriber("nitb").get("/api/v1/problem-reports").statusCode())
                .isEqualTo(403);
        assertThat(Api.officer(Role.AUDITOR)
                        .contentType(ContentType.JSON)
                        .body(Map.of("said", "x"))
                        .post("/api/v1/problem-reports/" + UUID.randomUUID() + "/answers")
                        .statusCode())
                .isEqualTo(403);
        assertThat(Api.anonymous().get("/report/no-such-secret").statusCode()).isEqualTo(404);
    }

    @Test
    void takesNoMoreWithinAnHourThanPeopleCanRead() {
        ProblemReports few = new ProblemReports(entities, audit, Clock.systemUTC(), new SecureRandom(), 1);
        NewReport report = NewReport.of("other", "01", "x", "");
        QuarkusTransaction.requiringNew().run(() -> few.receive(report));
        assertThat(QuarkusTransaction.requiringNew().call(() -> few.receive(report)))
                .isEmpty();
    }

    @Test
    void saysOnceOfEachReportThatItWaitsTooLong() {
        String id = report("misissued", "0a", "not ours", "").path("id");
        Instant late = Instant.now().plus(Duration.ofHours(25));
        watch.look(late);
        watch.look(late);
        assertThat(audit.newest(200).stream()
                        .filter(record -> record.event().subject().equals(Optional.of(id)))
                        .map(record -> record.event().event())
                        .filter("PROBLEM_REPORT_OVERDUE"::equals))
                .hasSize(1);
        assertThat(meters.get("muhr.reports.overdue").gauge().value()).isPositive();
        watch.look(Instant.now().plus(Duration.ofDays(6)));
        assertThat(audit.newest(200).stream()
                        .filter(record -> record.event().subject().equals(Optional.of(id)))
                        .filter(record -> record.event().event().equals("PROBLEM_REPORT_OVERDUE"))
                        .map(record -> record.event().details().get("what")))
                .as("nobody answered, and the certificate is due all the same")
                .containsExactlyInAnyOrder("answer-overdue", "revocation-overdue");
        answer(id, Map.of("said", "it is ours", "closed", true));
        assertThat(reports.open()).noneMatch(open -> open.id().toString().equals(id));
    }

    @Test
    void keepsAClosedReportClosedWhoeverWrites() throws SQLException {
        String id = report("other", "0b", "x", "").path("id");
        answer(id, Map.of("said", "no", "closed", true));
        try (Connection connection = TestInstallation.application().connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(
                            "insert into problem_report_step (report, step, said, recorded_by) values ('" + id
                                    + "', 'answered', 'x', 'x')"))
                    .hasMessageContaining("is closed");
        }
    }

    private static Duration between(Map<String, Object> report, String due) {
        return Duration.between(
                Instant.parse(report.get("receivedAt").toString()),
                Instant.parse(report.get(due).toString()));
    }

    private static Response report(String kind, String subject, String description, String contact) {
        return Api.anonymous()
                .contentType(ContentType.JSON)
                .body(Map.of("kind", kind, "subject", subject, "description", description, "contact", contact))
                .post("/api/v1/problem-reports");
    }

    private static Response answer(String id, Map<String, Object> answer) {
        return Api.officer(Role.REVOCATION_OFFICER)
                .contentType(ContentType.JSON)
                .body(answer)
                .post("/api/v1/problem-reports/" + id + "/answers");
    }
}
