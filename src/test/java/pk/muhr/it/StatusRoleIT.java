package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import pk.muhr.it.IssuanceLoad.Received;

/**
 * A process with the role {@code status} alone beside one that does everything: no token, and a database role that may
 * add answers and requests and nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusRoleIT {

    private static final long TOLD_MILLIS = 5_000;
    private static final Set<String> OWN = Set.of("ocsp_answer", "ocsp_batch", "responder_request");
    private static final String NEVER_ISSUED = "0123456789abcdef0123456789abcdef";

    private RunningProgram program;
    private StatusProcess status;
    private OpenSsl openssl;
    private Path root;
    private Path chain;

    @BeforeAll
    void start() throws IOException {
        program = RunningProgram.onFoundedData("status-role");
        openssl = new OpenSsl(Clone.place("status-role-openssl"));
        root = openssl.file("root.pem", program.api().published("/ca/national-root.pem"));
        chain = openssl.file("chain.pem", program.api().published("/ca/gov-tls/chain.pem"));
        status = StatusProcess.beside(program, Clone.place("status-role-process"), Map.of());
    }

    @AfterAll
    void end() {
        if (status != null) {
            status.close();
        }
        program.close();
    }

    @Test
    void tellsWhatTheOtherProcessDoes() throws Exception {
        String subscriber = program.token("subscriber", "--body", "nitb");
        Received certificate = IssuanceLoad.received(program.api()
                .submit(
                        subscriber,
                        UUID.randomUUID().toString(),
                        IssuanceLoad.document(openssl.request("status.nitb.example.gov.pk"))));
        assertThat(said(certificate.serial())).isEqualTo("good");
        assertThat(said(NEVER_ISSUED)).isEqualTo("unknown");
        assertThat(program.api()
                        .revoke(subscriber, certificate.id(), "superseded")
                        .statusCode())
                .isEqualTo(200);
        long revoked = System.nanoTime();
        for (long asked = revoked; !said(certificate.serial()).equals("revoked"); asked = System.nanoTime()) {
            assertThat((asked - revoked) / 1_000_000)
                    .as("a good answer to who asked that long after the revocation")
                    .isLessThan(TOLD_MILLIS);
            StatusProcess.pause();
        }
    }

    private String said(String serial) {
        return openssl.status(status.responder(), root, chain, serial);
    }

    @Test
    void servesListsAndCertificatesAndNothingElse() throws IOException {
        assertThat(status.get("/crl/gov-tls.crl").statusCode()).isEqualTo(200);
        assertThat(status.get("/ca/gov-tls.cer").body()).isEqualTo(program.api().published("/ca/gov-tls.cer"));
        for (String path : List.of("/api/v1/authorities", "/api/v1/requests", "/api/v1/problem-reports")) {
            assertThat(status.get(path).statusCode()).as(path).isEqualTo(404);
            assertThat(new String(status.get(path).body(), StandardCharsets.UTF_8))
                    .contains("not-served-here");
        }
    }

    @Test
    void doesNoJobOfTheOthers() {
        assertThat(status.health("well")).isEqualTo(200);
        assertThat(status.said()).doesNotContain("ERROR", "permission denied");
    }

    @Test
    void openedNoToken() throws IOException {
        String libraries = "/proc/%d/maps";
        assertThat(Files.readString(Path.of(libraries.formatted(status.pid())))).doesNotContain("softhsm");
        assertThat(Files.readString(Path.of(libraries.formatted(program.handle().pid()))))
                .contains("softhsm");
    }

    @Test
    void mayWriteNothingButAnswersAndRequests() throws SQLException {
        List<String> tables = new Store(program.data())
                .rows("select tablename from pg_tables where schemaname = 'public'").stream()
                        .map(List::getFirst)
                        .toList();
        assertThat(tables).hasSizeGreaterThan(20).containsAll(OWN);
        try (Connection connection = DriverManager.getConnection(
                        program.data().url("muhr"),
                        StatusProcess.ROLE,
                        program.data().password(StatusProcess.ROLE));
                Statement statement = connection.createStatement()) {
            for (String table : tables) {
                requireUnchangeable(statement, table);
                if (!OWN.contains(table)) {
                    requireRefused(statement, "insert into " + table + " default values", table);
                }
            }
            requireRefused(statement, "delete from outcome", "outcome");
            requireRefused(statement, "update outcome set state = 'ORPHANED'", "outcome");
            requireRefused(statement, "update ocsp_answer set status = 'good'", "ocsp_answer");
            for (String table : List.of("person", "appointment", "person_proof", "request", "audit_record")) {
                requireRefused(statement, "select * from " + table, table);
            }
            requireRefused(statement, "select tbs, person from intent", "intent");
            requireRefused(statement, "select request from intent", "intent");
            requireRefused(statement, "select revoked_by from revocation", "revocation");
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

    private static void requireRefused(Statement statement, String command, String table) {
        assertThatThrownBy(() -> statement.execute(command))
                .as(command)
                .hasMessageContaining("permission denied for table " + table);
    }
}
