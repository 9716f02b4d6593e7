package pk.muhr.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.x509.SerialNumber;

/** The database itself on what may follow what, whoever writes. Nothing here is committed. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class StatusTableTest {

    private static final String MAY_NOT_FOLLOW = "MU008";
    private static final String INSERT = """
            insert into revocation (issuer_key, serial, authority, kind, supersedes, reason, revoked_at, invalidity_date,
                                    revoked_by, entry)
            values ('an issuer', ?, 'gov-tls-g1', ?, ?, ?, ?, ?, 'test', case when ? = 'RELEASED' then null else ''::bytea end)
            returning seq
            """;
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final int HOLD = 6;
    private static final int SUPERSEDED = 4;
    private static final int COMPROMISE = 1;

    private final String serial = SerialNumber.random(new SecureRandom()).hex();
    private Connection connection;

    @BeforeEach
    void begin() throws SQLException {
        connection = TestInstallation.application().connect();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void end() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void releasesNothingThatIsNotHeld() {
        assertRefused(() -> add("RELEASED", null, HOLD, NOW, null));
    }

    @Test
    void followsAHoldByAReleaseOrARevocationAndNotByAHold() throws SQLException {
        long held = add("HELD", null, HOLD, NOW, null);
        assertRefused(() -> add("HELD", held, HOLD, NOW, null));
        long released = add("RELEASED", held, HOLD, NOW, null);
        assertRefused(() -> add("RELEASED", released, HOLD, NOW, null));
        long again = add("HELD", released, HOLD, NOW, null);
        add("REVOKED", again, SUPERSEDED, NOW, null);
    }

    @Test
    void takesNoRevocationBack() throws SQLException {
        long revoked = add("REVOKED", null, SUPERSEDED, NOW, null);
        assertRefused(() -> add("RELEASED", revoked, HOLD, NOW, null));
        assertRefused(() -> add("HELD", revoked, HOLD, NOW, null));
        assertRefused(() -> add("REVOKED", revoked, 5, NOW, null));
    }

    @Test
    void amendsARevocationByCompromiseOrAnEarlierDateOnly() throws SQLException {
        long revoked = add("REVOKED", null, SUPERSEDED, NOW, NOW);
        assertRefused(() -> add("REVOKED", revoked, SUPERSEDED, NOW, NOW));
        assertRefused(() -> add("REVOKED", revoked, SUPERSEDED, NOW.plusSeconds(1), NOW.minusSeconds(1)));
        long dated = add("REVOKED", revoked, SUPERSEDED, NOW, NOW.minusSeconds(1));
        long compromised = add("REVOKED", dated, COMPROMISE, NOW.minusSeconds(9), null);
        assertRefused(() -> add("REVOKED", compromised, SUPERSEDED, NOW, null));
    }

    @Test
    void letsTwoEventsFollowTheSameOneNever() throws SQLException {
        long held = add("HELD", null, HOLD, NOW, null);
        add("RELEASED", held, HOLD, NOW, null);
        assertState("23505", () -> add("REVOKED", held, SUPERSEDED, NOW, null));
        assertState("23505", () -> add("HELD", null, HOLD, NOW, null));
    }

    private interface Statement {
        void execute() throws SQLException;
    }

    private void assertRefused(Statement statement) {
        assertState(MAY_NOT_FOLLOW, statement);
    }

    private void assertState(String state, Statement statement) {
        assertThatThrownBy(() -> {
                    var savepoint = connection.setSavepoint();
                    try {
                        statement.execute();
                    } finally {
                        connection.rollback(savepoint);
                    }
                })
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(state));
    }

    private long add(String kind, Long supersedes, int reason, Instant revokedAt, Instant invalidityDate)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, serial);
            insert.setString(2, kind);
            insert.setObject(3, supersedes);
            insert.setInt(4, reason);
            insert.setTimestamp(5, Timestamp.from(revokedAt));
            insert.setTimestamp(6, invalidityDate == null ? null : Timestamp.from(invalidityDate));
            insert.setString(7, kind);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
