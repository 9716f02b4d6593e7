package pk.muhr.revocation;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/**
 * What is said of serial numbers, read from what is committed now: one prepared statement and one round trip, since
 * relying parties ask far more often than anybody issues. Every certificate has its intent here, those of authorities
 * and responders too.
 */
@ApplicationScoped
public class CertificateStatuses {

    private static final String ONE = """
            select q.serial, i.id is not null as intended, o.state, o.recorded_at, r.revoked_at, r.reason
            from (select cast(? as text) as issuer_key, cast(? as text) as serial) q
            left join intent i on i.issuer_key = q.issuer_key and i.serial = q.serial
            left join outcome o on o.intent = i.id
            left join lateral (select v.kind, v.revoked_at, v.reason from revocation v
                               where v.issuer_key = q.issuer_key and v.serial = q.serial
                               order by v.seq desc limit 1) r on r.kind <> 'RELEASED'
            """;

    private static final String SEVERAL = """
            select q.serial, i.id is not null as intended, o.state, o.recorded_at, r.revoked_at, r.reason
            from (select cast(? as text) as issuer_key, s as serial from unnest(?) s) q
            left join intent i on i.issuer_key = q.issuer_key and i.serial = q.serial
            left join outcome o on o.intent = i.id
            left join lateral (select v.kind, v.revoked_at, v.reason from revocation v
                               where v.issuer_key = q.issuer_key and v.serial = q.serial
                               order by v.seq desc limit 1) r on r.kind <> 'RELEASED'
            """;

    private final AgroalDataSource store;

    CertificateStatuses(AgroalDataSource store) {
        this.store = store;
    }

    /**
     * The status of one serial number of the authority with this key (SHA-256 of its SubjectPublicKeyInfo).
     *
     * @throws StatusUnavailable when the database does not answer
     */
    public CertificateStatus of(Sha256 issuerKey, SerialNumber serial) {
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(ONE)) {
            query.setString(1, issuerKey.hex());
            query.setString(2, serial.hex());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return status(row);
            }
        } catch (SQLException e) {
            throw new StatusUnavailable(e);
        }
    }

    /**
     * The status of each of several serial numbers of one authority, as of one moment.
     *
     * @throws StatusUnavailable when the database does not answer
     */
    public Map<SerialNumber, CertificateStatus> of(Sha256 issuerKey, List<SerialNumber> serials) {
        Map<SerialNumber, CertificateStatus> found = new HashMap<>();
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(SEVERAL)) {
            Array asked = connection.createArrayOf(
                    "text", serials.stream().map(SerialNumber::hex).distinct().toArray());
            query.setString(1, issuerKey.hex());
            query.setArray(2, asked);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.put(SerialNumber.ofHex(row.getString("serial")), status(row));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new StatusUnavailable(e);
        }
    }

    /** Good is what an outcome says is ISSUED and nothing else; a hold or a revocation outweighs everything. */
    private static CertificateStatus status(ResultSet row) throws SQLException {
        Timestamp revokedAt = row.getTimestamp("revoked_at");
        if (revokedAt != null) {
            return new CertificateStatus.Revoked(
                    revokedAt.toInstant(),
                    RevocationReason.ofCode(row.getInt("reason")).orElse(RevocationReason.UNSPECIFIED));
        }
        String state = row.getString("state");
        if (state == null) {
            return new CertificateStatus.Unknown(row.getBoolean("intended"));
        }
        return switch (state) {
            case "ISSUED" -> new CertificateStatus.Good();
            // recorded together with its revocation; should that ever be missing, an orphan is still never good
            case "ORPHANED" ->
                new CertificateStatus.Revoked(
                        row.getTimestamp("recorded_at").toInstant(), RevocationReason.UNSPECIFIED);
            default -> throw new IllegalStateException("an outcome has the state " + state);
        };
    }
}
