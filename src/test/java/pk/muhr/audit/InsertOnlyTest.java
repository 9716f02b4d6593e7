package pk.muhr.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.TestInstallation;

/**
 * The role of the service may read and insert, whatever its code would like to do (invariant I9). Statements that would
 * change something have a condition that is never true: should a right be given by mistake, the others' data stay.
 */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class InsertOnlyTest {

    private static final String DENIED = "42501";

    @TestFactory
    Stream<DynamicTest> changesAndDeletesNothing() throws SQLException {
        return tables().entrySet().stream()
                .flatMap(table -> Stream.of(
                        denied("update %1$s set %2$s = %2$s where false".formatted(table.getKey(), table.getValue())),
                        denied("delete from %s where false".formatted(table.getKey())),
                        denied("truncate %s".formatted(table.getKey())),
                        denied("select 1 from %s where false for update".formatted(table.getKey()))));
    }

    @Test
    void findsEveryTableThatMustOnlyGrow() throws SQLException {
        assertThat(tables().keySet())
                .contains(
                        "audit_record",
                        "console_session",
                        "console_session_secret",
                        "console_session_end",
                        "intent",
                        "outcome",
                        "revocation",
                        "crl_intent",
                        "crl",
                        "clock_sample",
                        "tsu_word",
                        "request",
                        "request_batch",
                        "request_batch_line",
                        "issuance_stop",
                        "request_approval",
                        "request_decision",
                        "evidence_file",
                        "request_evidence",
                        "request_name",
                        "person_statement",
                        "policy_bundle",
                        "policy_activation",
                        "policy_candidate",
                        "policy_confirmation",
                        "policy_withdrawal",
                        "authority",
                        "appointment",
                        "appointment_end",
                        "appointment_proposal",
                        "appointment_confirmation",
                        "appointment_suspension",
                        "appointment_review",
                        "appointment_review_confirmation",
                        "installation",
                        "domain_proof",
                        "domain_proof_end",
                        "key_holder",
                        "body_proof",
                        "body_event",
                        "body_contact",
                        "mailbox_challenge",
                        "mailbox_value",
                        "mailbox_try",
                        "mailbox_proof",
                        "notice",
                        "notice_end",
                        "notice_failure",
                        "expiry_mark",
                        "certificate_name",
                        "certificate_name_complete",
                        "key_protection_proof",
                        "identifier_key_check",
                        "authority_revocation",
                        "authority_revocation_confirmation",
                        "revocation_order",
                        "revocation_order_target",
                        "revocation_order_confirmation",
                        "revocation_order_batch",
                        "ocsp_responder",
                        "ocsp_answer",
                        "ocsp_batch",
                        "responder_request",
                        "responder_grant",
                        "log_cosignature",
                        "log_stamp",
                        "log_mail",
                        "audit_record_before",
                        "audit_record_other",
                        "legal_hold",
                        "legal_hold_release",
                        "audit_destruction",
                        "audit_destruction_confirmation",
                        "audit_destruction_done",
                        "flyway_schema_history");
    }

    @Test
    void readsTheSchemasHistoryAndAddsNothingToIt() throws SQLException {
        assertThat(refusal("select count(*) from flyway_schema_history")).isNull();
        assertDenied("insert into flyway_schema_history (installed_rank, description, type, script, installed_by,"
                + " execution_time, success) values (99, 'x', 'SQL', 'x', 'x', 0, true)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table intent disable trigger intent_may_open",
                "alter table audit_record owner to current_user",
                "drop trigger crl_moves_forward on crl_intent",
                "alter table policy_activation disable trigger policy_is_confirmed",
                "create or replace function intent_may_open() returns trigger language plpgsql as"
                        + " 'begin return new; end'",
                "create table shadow (x int)",
                "set session_replication_role = replica",
                "set role muhr_owner",
                "set role postgres"
            })
    void cannotGetRoundIt(String statement) {
        assertDenied(statement);
    }

    private static DynamicTest denied(String statement) {
        return DynamicTest.dynamicTest(statement, () -> assertDenied(statement));
    }

    private static void assertDenied(String statement) {
        assertThatThrownBy(() -> execute(statement))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(DENIED));
    }

    private static String refusal(String statement) {
        try {
            execute(statement);
            return null;
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private static void execute(String statement) throws SQLException {
        try (Connection connection = TestInstallation.application().connect();
                Statement attempt = connection.createStatement()) {
            attempt.execute(statement);
        }
    }

    /** Every table of the schema with a column that is not the database's own to write. */
    private static Map<String, String> tables() throws SQLException {
        Map<String, String> found = new TreeMap<>();
        try (Connection connection = TestInstallation.application().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select c.relname, min(a.attname)
                        from pg_class c join pg_attribute a on a.attrelid = c.oid
                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
                          and a.attnum > 0 and not a.attisdropped and a.attidentity = '' and a.attgenerated = ''
                        group by 1
                        """)) {
            while (row.next()) {
                found.put(row.getString(1), row.getString(2));
            }
        }
        return found;
    }
}
