package pk.muhr.revocation.crl;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import pk.muhr.TestInstallation;
import pk.muhr.revocation.StatusKind;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.RevocationEntry;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;

/** Events as another replica writes them: this one is told nothing. */
record StatusEvents(ListScope scope, Certificate issuer) {

    private static final String INSERT = """
            insert into revocation (issuer_key, serial, authority, shard, not_after, kind, supersedes, reason, revoked_at,
                                    revoked_by, entry)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'elsewhere', ?) returning seq
            """;

    /** What is said of a certificate. */
    record Said(
            SerialNumber serial,
            Instant notAfter,
            StatusKind kind,
            RevocationReason reason,
            Instant at,
            Long supersedes) {}

    long add(Said said) {
        try (Connection connection = TestInstallation.application().connect();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, issuer.key().fingerprint().hex());
            insert.setString(2, said.serial().hex());
            insert.setString(3, scope.authority().toString());
            insert.setObject(4, scope.isWhole() ? null : scope.shard().getAsInt(), Types.SMALLINT);
            insert.setObject(5, said.notAfter().atOffset(ZoneOffset.UTC));
            insert.setString(6, said.kind().name());
            insert.setObject(7, said.supersedes(), Types.BIGINT);
            insert.setInt(8, said.reason().code());
            insert.setObject(9, said.at().atOffset(ZoneOffset.UTC));
            insert.setBytes(
                    10,
                    said.kind() == StatusKind.RELEASED
                            ? null
                            : new RevocationEntry(said.serial(), said.at(), said.reason(), Optional.empty())
                                    .der()
                                    .bytes());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
