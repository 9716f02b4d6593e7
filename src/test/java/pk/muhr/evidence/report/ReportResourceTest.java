package pk.muhr.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.identity.Role;

/** How every report is listed, asked for and written. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ReportResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    AuditReports reports;

    @Test
    void listsEveryReportWithItsClauseAndColumns() {
        Response list = Reports.get("");
        assertThat(list.<List<String>>path("name"))
                .containsExactly(
                        "crl-continuity",
                        "dual-control",
                        "keys",
                        "policy-changes",
                        "population",
                        "problem-reports",
                        "refusals",
                        "revocation-timeliness",
                        "roles",
                        "sample",
                        "validation-data-age");
        assertThat(list.<List<String>>path("clause"))
                .allSatisfy(clause -> assertThat(clause).startsWith("CP §8"));
        assertThat(list.<List<String>>path("columns.flatten().says"))
                .allSatisfy(says -> assertThat(says).isNotBlank());
    }

    /** Every column is one that the store gives or the report works out: each report is asked, in every format. */
    @Test
    void writesEachInEveryFormatWithItsColumns() throws Exception {
        assertThat(Api.askForHost("nitb").statusCode()).isEqualTo(201);
        for (ReportDescription report : reports.descriptions()) {
            List<String> columns = report.columns().stream()
                    .map(ReportDescription.Column::name)
                    .toList();
            String share = report.parameters().contains("share") ? "&share=0.000001" : "";
            Response document = Reports.get("/" + report.name() + "?format=json" + share);
            assertThat(document.statusCode()).as(document.asString()).isEqualTo(200);
            assertThat(document.<String>path("clause")).isEqualTo(report.clause());
            assertThat(document.<List<String>>path("columns.name")).isEqualTo(columns);
            List<Map<String, Object>> rows = document.path("rows");
            assertThat(rows).allSatisfy(row -> assertThat(columns).containsAll(row.keySet()));
            List<String> lines = Reports.get("/" + report.name() + "?format=jsonl" + share)
                    .asString()
                    .lines()
                    .toList();
            assertThat(JSON.readTree(lines.getFirst()).path("report").asText()).isEqualTo(report.name());
            assertThat(JSON.readTree(lines.getLast()).path("count").asInt()).isEqualTo(lines.size() - 2);
            String table =
                    Reports.get("/" + report.name() + "?format=csv" + share).asString();
            assertThat(table).startsWith("\ufeff\"" + String.join("\",\"", columns) + "\"\r\n");
        }
    }

    @Test
    void bringsNothingToLife() throws Exception {
        String bad = "=HYPERLINK(\"http://example.com\") \u202e\u001b[31m\r\nred";
        Response reported = Api.anonymous()
                .contentType(ContentType.JSON)
                .body(Map.of("kind", "other", "subject", "x", "description", bad, "contact", ""))
                .post("/api/v1/problem-reports");
        assertThat(reported.statusCode()).as(reported.asString()).isLessThan(300);
        String table = Reports.get("/problem-reports?format=csv").asString();
        assertThat(table.substring(1))
                .contains("\"'=HYPERLINK(\"\"http://example.com\"\")")
                .doesNotContain("\u202e", "\u001b");
        for (String format : List.of("json", "jsonl")) {
            String text = Reports.get("/problem-reports?format=" + format).asString();
            assertThat(text.chars().filter(each -> each >= 127 || each < ' ' && each != '\n'))
                    .isEmpty();
        }
    }

    @Test
    void isOnRecordBeforeItLeaves() {
        String before = TestInstallation.stored("select max(seq) from audit_record");
        Reports.rows("keys?authority=gov-tls-g1");
        assertThat(TestInstallation.stored(
                        "select string_agg(subject || ' ' || actor || ' ' || (details #>> '{query,authority}'), ',')"
                                + " from audit_record where event = 'REPORT_MADE' and seq > " + before))
                .isEqualTo("keys test-auditor gov-tls-g1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/keys?from=2026-01-01T00:00:00Z",
                "/roles?profile=eseal",
                "/population?share=0.1",
                "/keys?format=xml",
                "/sample?share=0",
                "/sample?share=1.1",
                "/sample?share=-1",
                "/sample?share=x",
                "/sample?checkpoint=x",
                "/population?from=x",
                "/population?authority=gov-tls"
            })
    void saysWhatIsWrongWithAQuestion(String call) {
        Response answer = Reports.get(call);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.<String>path("type")).matches("urn:muhr:problem:parameter-(malformed|foreign)");
        assertThat(answer.<String>path("fix")).isNotBlank();
    }

    @Test
    void hasNoOtherReports() {
        assertThat(Reports.get("/none").statusCode()).isEqualTo(404);
    }

    @Test
    void isForAuditorsOnly() {
        for (Role role : Role.values()) {
            if (role != Role.AUDITOR && role != Role.SUBSCRIBER) {
                for (String call : List.of("", "/population", "/none")) {
                    assertThat(Api.officer(role)
                                    .get("/api/v1/audit/reports" + call)
                                    .statusCode())
                            .as("%s as %s", call, role)
                            .isEqualTo(403);
                }
            }
        }
    }

    /** Pages are 500 rows, and many of them have one time. */
    @Test
    void leavesOutNothingBetweenPages() throws Exception {
        String from = "2001-02-03T04:05:06Z";
        Reports.tamper(
                "insert into problem_report (id, secret_sha256, kind, subject, description, contact, received_at,"
                        + " answer_due, revocation_due) select gen_random_uuid(), 'pages' || n, 'other', 'page ' || n, 'x', '',"
                        + " timestamptz '" + from + "' + make_interval(secs => n / 700), now(), now()"
                        + " from generate_series(0, 1399) n");
        try {
            JsonNode rows = JSON.readTree(Reports.get("/problem-reports?from=" + from + "&to=2001-02-04T00:00:00Z")
                            .asString())
                    .path("rows");
            assertThat(rows).hasSize(1400);
            assertThat(rows.findValuesAsText("id")).doesNotHaveDuplicates().hasSize(1400);
        } finally {
            Reports.tamper("delete from problem_report where secret_sha256 like 'pages%'");
        }
    }
}
