package pk.muhr.revocation.observer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.ca.AuthorityId;
import pk.muhr.problem.StoreFailed;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** What the database says should be seen: which lists were published, and certificates to ask about. */
@ApplicationScoped
class Expectations {

    private static final String PUBLISHED = """
            select (select min(later.published_at) from crl later
                    join crl_intent li using (authority, shard, number)
                    where later.authority = c.authority and later.shard = c.shard and later.number > c.number
                      and (li.base is null) = (i.base is null)) as superseded_at
            from crl c join crl_intent i using (authority, shard, number) where c.authority = ? and c.sha256 = ?
            """;

    /**
     * The first from a point that nobody chooses, found by the index on key and serial number; among so many, or millions that
     * expired would be read again and again.
     */
    private static final String ISSUED = """
            select i.serial from (select id, issuer_key, serial, not_after from intent
                                  where issuer_key = ? and serial >= ? order by serial limit 200) i
            join outcome o on o.intent = i.id and o.state = 'ISSUED'
            where i.not_after > now()
              and not exists (select 1 from revocation r where r.issuer_key = i.issuer_key and r.serial = i.serial)
            order by i.serial limit 1
            """;

    private static final String REVOKED = """
            select r.serial from (select issuer_key, serial, kind from revocation
                                  where issuer_key = ? and serial >= ? order by serial limit 200) r
            join intent i on i.issuer_key = r.issuer_key and i.serial = r.serial
            where r.kind = 'REVOKED' and i.not_after > now()
            order by r.serial limit 1
            """;

    private final AgroalDataSource store;

    Expectations(AgroalDataSource store) {
        this.store = store;
    }

    /** Whether the list was ever published, and if so since when it is no longer the newest. */
    Optional<Superseded> published(AuthorityId authority, Sha256 list) {
        return first(PUBLISHED, authority.toString(), list.hex())
                .map(at -> new Superseded(Optional.ofNullable(at.time()).map(Timestamp::toInstant)));
    }

    /** A list that was published; {@code at} is absent for the newest. */
    record Superseded(Optional<Instant> at) {}

    /** A certificate in force of the authority with this key, near the given number. */
    Optional<SerialNumber> issued(Sha256 issuerKey, SerialNumber near) {
        return near(ISSUED, issuerKey, near);
    }

    /** A revoked certificate of the authority with this key, near the given number. */
    Optional<SerialNumber> revoked(Sha256 issuerKey, SerialNumber near) {
        return near(REVOKED, issuerKey, near);
    }

    private Optional<SerialNumber> near(String query, Sha256 issuerKey, SerialNumber near) {
        return first(query, issuerKey.hex(), near.hex())
                .or(() -> first(query, issuerKey.hex(), ""))
                .map(row -> SerialNumber.ofHex(row.text()));
    }

    private record Row(String text, Timestamp time) {}

    private Optional<Row> first(String sql, String one, String two) {
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, one);
            query.setString(2, two);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(
                        sql.equals(PUBLISHED) ? new Row("", row.getTimestamp(1)) : new Row(row.getString(1), null));
            }
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }
}
