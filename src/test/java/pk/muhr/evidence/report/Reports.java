package pk.muhr.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.identity.Role;

/** Reports of the test installation, as an auditor takes them. */
final class Reports {

    private static final List<String> RULED = List.of(
            "policy_activation",
            "policy_candidate",
            "crl_intent",
            "domain_proof",
            "blocked_key",
            "appointment",
            "appointment_review",
            "appointment_review_confirmation");

    private Reports() {}

    static Response get(String call) {
        return Api.officer(Role.AUDITOR).urlEncodingEnabled(false).get("/api/v1/audit/reports" + call);
    }

    /** The rows of a report. */
    static List<Map<String, Object>> rows(String call) {
        Response answer = get("/" + call);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        List<Map<String, Object>> rows = answer.path("rows");
        assertThat(answer.<Integer>path("count")).isEqualTo(rows.size());
        return rows;
    }

    /** The only row with this value. */
    static Map<String, Object> row(String call, String column, Object value) {
        List<Map<String, Object>> found =
                rows(call).stream().filter(row -> value.equals(row.get(column))).toList();
        assertThat(found).as("rows of %s where %s is %s", call, column, value).hasSize(1);
        return found.getFirst();
    }

    /** The moment by the database's clock, as a parameter. */
    static String now() {
        return TestInstallation.stored(
                "select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')");
    }

    /** What nobody who uses the service can do: statements as the owner of the database, past its rules. */
    static void tamper(String... statements) throws SQLException {
        try (Connection connection = TestInstallation.owner().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String table : RULED) {
                statement.execute("alter table " + table + " disable trigger user");
            }
            for (String each : statements) {
                statement.execute(each);
            }
            for (String table : RULED) {
                statement.execute("alter table " + table + " enable trigger user");
            }
            connection.commit();
        }
    }
}
