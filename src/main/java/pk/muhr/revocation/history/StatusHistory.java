package pk.muhr.revocation.history;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.ca.Addresses;
import pk.muhr.ca.AuthorityId;
import pk.muhr.problem.StoreFailed;
import pk.muhr.revocation.StatusKind;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** Reads what was recorded of a certificate's status, and the lists that told of it. */
@ApplicationScoped
public class StatusHistory {

    private static final String EVENTS = """
            select seq, kind, reason, revoked_at, invalidity_date, revoked_by, recorded_at from revocation
            where issuer_key = ? and serial = ? and recorded_at <= ? order by seq
            """;

    private static final String LIST = """
            select i.number, i.this_update, i.next_update, c.sha256
            from crl_intent i join crl c using (authority, shard, number)
            where i.authority = ? and i.shard = ? and i.base is null and i.this_update <= ? and c.published_at <= ?
            order by i.number desc limit 1
            """;

    /** The shard of a list that is not divided. */
    private static final int WHOLE = -1;

    private final AgroalDataSource store;

    StatusHistory(AgroalDataSource store) {
        this.store = store;
    }

    /** The events that were recorded by then, in their order. */
    public List<StatusEvent> events(Sha256 issuerKey, SerialNumber serial, Instant asOf) {
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(EVENTS)) {
            query.setString(1, issuerKey.hex());
            query.setString(2, serial.hex());
            query.setObject(3, asOf.atOffset(ZoneOffset.UTC));
            List<StatusEvent> events = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    events.add(event(row));
                }
            }
            return events;
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    /** The list that the authority served at this time where the certificate points; none before its first. */
    public Optional<ListInForce> list(AuthorityId authority, Certificate certificate, Instant at) {
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(LIST)) {
            query.setString(1, authority.toString());
            query.setInt(2, Addresses.shard(certificate).orElse(WHOLE));
            query.setObject(3, at.atOffset(ZoneOffset.UTC));
            query.setObject(4, at.atOffset(ZoneOffset.UTC));
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new ListInForce(
                                row.getBigDecimal("number").toBigIntegerExact(),
                                row.getTimestamp("this_update").toInstant(),
                                row.getTimestamp("next_update").toInstant(),
                                row.getString("sha256"),
                                address(certificate)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    private static Optional<URI> address(Certificate certificate) {
        return certificate.addresses().stream()
                .filter(address -> address.endsWith(".crl"))
                .findFirst()
                .map(URI::create);
    }

    private static StatusEvent event(ResultSet row) throws SQLException {
        return new StatusEvent(
                row.getLong("seq"),
                StatusKind.valueOf(row.getString("kind")),
                RevocationReason.ofCode(row.getInt("reason")).orElseThrow(),
                row.getTimestamp("revoked_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("invalidity_date")).map(Timestamp::toInstant),
                row.getString("revoked_by"),
                row.getTimestamp("recorded_at").toInstant());
    }
}
