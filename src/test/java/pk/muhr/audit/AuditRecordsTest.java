package pk.muhr.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.TestInstallation;
import pk.muhr.safety.ActivePolicy;

@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class AuditRecordsTest {

    @Inject
    AuditRecords records;

    @Inject
    DataSource database;

    @Inject
    ActivePolicy policy;

    private final String mark = UUID.randomUUID().toString();

    @Test
    void keepsEverythingThatAnEventSays() {
        UUID request = UUID.randomUUID();
        AuditEvent event = new AuditEvent(
                        "TESTED",
                        Outcome.FAILURE,
                        new Actor("somebody", Optional.of("auditor")),
                        Map.of("mark", mark, "count", 3, "names", List.of("a", "b")))
                .withAuthority("gov-tls-g1")
                .withPolicy(policy.bundle().hash())
                .withRequest(request)
                .withSubject("0a");
        records.appendAlone(event);
        AuditRecord record = mine().getFirst();
        assertThat(record.event()).isEqualTo(event);
        assertThat(record.recordedAt())
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(5)),
                        Instant.now().plus(Duration.ofMinutes(5)));
    }

    @Test
    void refusesRecordOutsideATransaction() {
        assertThatThrownBy(() -> records.append(event())).isInstanceOf(TransactionalException.class);
        assertThat(mine()).isEmpty();
    }

    @Test
    void losesTheRecordOfAChangeThatWasRolledBack() {
        QuarkusTransaction.begin();
        records.append(event());
        QuarkusTransaction.rollback();
        assertThat(mine()).isEmpty();
    }

    @Test
    void keepsTheRefusalWhenTheCallersWorkIsRolledBack() {
        QuarkusTransaction.begin();
        records.appendAlone(event());
        QuarkusTransaction.rollback();
        assertThat(mine()).hasSize(1);
    }

    @Test
    void readsOnFromASequenceNumber() {
        records.appendAlone(event());
        long first = mine().getFirst().seq();
        records.appendAlone(event());
        assertThat(records.since(first, 1000))
                .filteredOn(record -> mark.equals(record.event().details().get("mark")))
                .hasSize(1)
                .allMatch(record -> record.seq() > first);
        assertThat(records.newest(1)).hasSize(1);
    }

    @Test
    void storesTextThatTheDatabaseWouldRefuse() {
        records.appendAlone(AuditEvent.refusal(
                        "TESTED", new Actor("a\0b", Optional.empty()), Map.of("mark", mark, "name", "x\0\ud800"))
                .withSubject("\0"));
        assertThat(mine().getFirst().event().details()).containsEntry("name", "x\\u0000\\ud800");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_record set actor = 'x'",
                "delete from audit_record",
                "truncate audit_record",
                "drop table audit_record"
            })
    void canBeNeitherChangedNorDeletedByTheApplication(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement attempt = connection.createStatement()) {
            assertThatThrownBy(() -> attempt.execute(statement)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void writesTheSameRecordOverABareConnection() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            new ConnectionAuditRecords(connection).append(event().withSubject("bare"));
            connection.commit();
        }
        assertThat(mine().getFirst().event())
                .usingRecursiveComparison()
                .ignoringFields("policy")
                .isEqualTo(event().withSubject("bare"));
    }

    /** Whoever writes the record, and whether or not they know of policies (invariant I3). */
    @Test
    void namesThePolicyInForceInEveryRecord() {
        records.appendAlone(event());
        assertThat(mine().getFirst().event().policy()).isPresent();
    }

    @Test
    void refusesConnectionThatCommitsByItself() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            assertThatThrownBy(() -> new ConnectionAuditRecords(connection).append(event()))
                    .isInstanceOf(SQLException.class);
        }
    }

    private AuditEvent event() {
        return AuditEvent.success("TESTED", Actor.system("test"), Map.of("mark", mark));
    }

    private List<AuditRecord> mine() {
        return records.newest(200).stream()
                .filter(record -> mark.equals(record.event().details().get("mark")))
                .toList();
    }
}
