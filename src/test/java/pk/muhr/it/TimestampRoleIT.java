package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Processes with the role {@code timestamp} alone beside one with all the others: a token of their own, the authority's
 * never, and a database role that may add keys, blocks, tokens and their records, and nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimestampRoleIT {

    private static final int LEAST = 60;
    private static final Set<String> OWN = Set.of(
            "tsu_key",
            "tsu_key_removal",
            "tsa_block",
            "tsa_batch",
            "tsa_token",
            "clock_sample",
            "tsu_word",
            "audit_record");

    private RunningProgram program;
    private TimestampTokens tokens;
    private TimestampProcess stamps;
    private StampClient client;

    @BeforeAll
    void start() throws IOException {
        program = RunningProgram.withRoles("timestamp-role", "authority,registration,status");
        client = new StampClient(
                Clone.place("timestamp-role-openssl"), program.api().published("/ca/national-root.pem"));
        tokens = TimestampTokens.in(Clone.place("timestamp-role-tokens"));
        stamps = new TimestampProcess(program, Clone.place("timestamp-role-first"), tokens);
        stamps.awaitReady();
    }

    @AfterAll
    void end() {
        if (stamps != null) {
            stamps.close();
        }
        program.close();
    }

    @Test
    void stampsWithAKeyOfItsOwnAndServesNothingElse() throws Exception {
        String serial = client.judge(stamps.doors().http())
                .getTimeStampToken()
                .getTimeStampInfo()
                .getSerialNumber()
                .toString(16);
        assertThat(program.api()
                        .get(program.token("auditor"), "/timestamps/" + serial)
                        .body())
                .contains("\"unit\":\"unit-1\"");
        for (String path :
                List.of("/api/v1/authorities", "/crl/gov-tls.crl", "/ca/gov-tls.cer", "/api/v1/problem-reports")) {
            assertThat(stamps.get(path).statusCode()).as(path).isEqualTo(404);
            assertThat(new String(stamps.get(path).body(), StandardCharsets.UTF_8))
                    .contains("not-served-here");
        }
        assertThat(stamps.get("/tsa/disclosure").statusCode()).isEqualTo(200);
        assertThat(stamps.health("well")).isEqualTo(200);
        assertThat(stamps.said()).doesNotContain("ERROR", "permission denied");
        assertThat(new Store(program.data())
                        .rows("select count(distinct token_serial), count(distinct unit) from tsu_key"
                                + " where token_serial is not null"))
                .as("keys of two tokens, as the data was founded by one process that does everything")
                .containsExactly(List.of("2", "2"));
    }

    @Test
    void leavesItsUnitsToAnotherWhenItIsKilled() throws Exception {
        try (TimestampProcess second = new TimestampProcess(program, Clone.place("timestamp-role-second"), tokens)) {
            second.awaitStarted();
            assertThat(second.isReady()).as("ready without a unit").isFalse();
            assertThat(client.answer(second.doors().http()).getFailInfo().intValue())
                    .isEqualTo(PKIFailureInfo.systemFailure);
            client.askUntil(stamps.doors().http(), LEAST, stamps::kill);
            second.awaitReady();
            client.askUntil(second.doors().http(), LEAST, second::kill);
            stamps.close();
            stamps = new TimestampProcess(program, Clone.place("timestamp-role-third"), tokens);
            stamps.awaitReady();
            client.judge(stamps.doors().http());
        }
        assertThat(new Store(program.data())
                        .rows("select count(*) from (select unit from tsu_key k where exists (select 1"
                                + " from tsu_certificate where key = k.seq) group by unit having count(*) > 2) x"))
                .as("units that got another key, though the token is the same")
                .containsExactly(List.of("0"));
    }

    @Test
    void mayWriteNothingButWhatItGivesOut() throws SQLException {
        List<String> tables = new Store(program.data())
                .rows("select tablename from pg_tables where schemaname = 'public'").stream()
                        .map(List::getFirst)
                        .toList();
        assertThat(tables).hasSizeGreaterThan(20).containsAll(OWN);
        try (Connection connection = DriverManager.getConnection(
                        program.data().url("muhr"),
                        TimestampProcess.ROLE,
                        program.data().password(TimestampProcess.ROLE));
                Statement statement = connection.createStatement()) {
            for (String table : tables) {
                requireUnchangeable(statement, table);
                if (!OWN.contains(table)) {
                    requireRefused(statement, "insert into " + table + " default values", "permission denied");
                }
            }
            for (String table : List.of("person", "appointment", "person_proof", "request", "audit_record")) {
                requireRefused(statement, "select * from " + table, "permission denied for table " + table);
            }
            requireRefused(statement, "select tbs from intent", "permission denied for table intent");
            requireRefused(statement, "select revoked_by from revocation", "permission denied for table revocation");
            requireRefused(
                    statement,
                    "insert into tsu_key_removal (key, kind, said_by, role) values (1, 'proposed', 'x', 'auditor')",
                    "permission denied for table tsu_key_removal");
            requireRefused(
                    statement,
                    "insert into tsu_key_removal (key, kind, said_by) values (1, 'done', 'system:tsa')",
                    "a removal takes two officers");
            requireRefused(
                    statement,
                    "insert into audit_record (event, outcome, actor, details)"
                            + " values ('CERTIFICATE_ISSUED', 'success', 'system:issuance', '{}')",
                    "says nothing of CERTIFICATE_ISSUED");
            requireRefused(
                    statement,
                    "insert into audit_record (event, outcome, actor, details)"
                            + " values ('TSU_TAKEN', 'success', 'an-officer', '{}')",
                    "says nothing of TSU_TAKEN");
        }
    }

    private static void requireUnchangeable(Statement statement, String table) throws SQLException {
        try (ResultSet may = statement.executeQuery("""
                select has_any_column_privilege('%1$s', 'UPDATE'), has_table_privilege('%1$s', 'DELETE'),
                       has_table_privilege('%1$s', 'TRUNCATE')""".formatted(table))) {
            may.next();
            assertThat(List.of(may.getBoolean(1), may.getBoolean(2), may.getBoolean(3)))
                    .as("UPDATE, DELETE, TRUNCATE of %s", table)
                    .containsOnly(false);
        }
    }

    private static void requireRefused(Statement statement, String command, String why) {
        assertThatThrownBy(() -> statement.execute(command)).as(command).hasMessageContaining(why);
    }
}
