package pk.muhr.timestamp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.AuthorityId;
import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreQuery;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;

/** The register of the units' keys and of their certificates; the newest certified one of a unit is its active key. */
@ApplicationScoped
class UnitKeys {

    private static final String KEYS = """
            select k.seq, k.unit, k.token, k.key_label, k.request, c.certificate, c.why, k.asked_at, k.token_serial
            from tsu_key k left join tsu_certificate c on c.key = k.seq where true""";

    /** A unit has a new key at each change of its holder to another token, and else hardly ever. */
    private static final String WAITING = "select * from (select distinct on (unit) * from (" + KEYS + """
             and c.key is null) w
            where (select count(*) from tsu_key a join tsu_certificate g on g.key = a.seq
                   where a.unit = w.unit and g.granted_at > clock_timestamp() - interval '1 day') < 50
            order by unit, seq) first order by seq limit ?""";

    private static final String ASK =
            "insert into tsu_key (unit, token, token_serial, key_label, request) values (?, ?, ?, ?, ?)";

    private static final String ANSWER =
            "insert into tsu_certificate (key, certificate, why) values (?, ?, ?) on conflict do nothing";

    private final AgroalDataSource store;
    private final AuditRecords audit;

    UnitKeys(AgroalDataSource store, AuditRecords audit) {
        this.store = store;
        this.audit = audit;
    }

    /** The keys of a unit, newest first. */
    List<UnitKey> of(String unit) {
        return new StoreQuery(KEYS)
                .and("k.unit = ?", unit)
                .limited("k.seq desc", 1000)
                .rows(store, UnitKeys::key);
    }

    /** All keys of all units, newest first. */
    List<UnitKey> all() {
        return new StoreQuery(KEYS).limited("k.seq desc", 10_000).rows(store, UnitKeys::key);
    }

    /** The first key of each unit that waits for an answer, oldest first; not of one that had too many today. */
    List<UnitKey> waiting(int count) {
        return StoreRows.read(store, WAITING, List.of(count), UnitKeys::key);
    }

    /** The key of this number. */
    Optional<UnitKey> find(long number) {
        return new StoreQuery(KEYS)
                .and("k.seq = ?", number).limited("k.seq", 1).rows(store, UnitKeys::key).stream()
                        .findFirst();
    }

    /** Puts a key on record, which asks for its certificate. */
    @Transactional
    void ask(String unit, UnitToken token, KeyLabel label, Der request, Actor by) {
        try (Connection connection = store.getConnection();
                PreparedStatement insert = connection.prepareStatement(ASK)) {
            insert.setString(1, unit);
            insert.setString(2, token.label().value());
            insert.setString(3, token.serial().orElse(null));
            insert.setString(4, label.value());
            insert.setBytes(5, request.bytes());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
        audit.append(AuditEvent.success(
                        "TSU_KEY_MADE",
                        by,
                        Map.of("unit", unit, "token", token.label().value(), "key", label.value()))
                .withSubject(request.sha256().hex()));
    }

    /** Answers with a certificate; the first answer counts. */
    @Transactional
    void grant(UnitKey key, Certificate certificate, AuthorityId issuer, Actor by) {
        if (answer(key, certificate.der().bytes(), null)) {
            audit.append(AuditEvent.success(
                            "TSU_CERTIFIED",
                            by,
                            Map.of(
                                    "unit",
                                    key.unit(),
                                    "key",
                                    key.label().value(),
                                    "serial",
                                    certificate.serial(),
                                    "signsUntil",
                                    UnitKey.lastUse(certificate)))
                    .withAuthority(issuer.toString())
                    .withSubject(certificate.fingerprint().hex()));
        }
    }

    /** Answers that there is none. */
    @Transactional
    void refuse(UnitKey key, String why, Actor by) {
        if (answer(key, null, why)) {
            audit.append(AuditEvent.failure(
                    "TSU_REFUSED",
                    by,
                    Map.of("unit", key.unit(), "key", key.label().value(), "why", why)));
        }
    }

    private boolean answer(UnitKey key, byte[] certificate, String why) {
        try (Connection connection = store.getConnection();
                PreparedStatement insert = connection.prepareStatement(ANSWER)) {
            insert.setLong(1, key.number());
            insert.setBytes(2, certificate);
            insert.setString(3, why);
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    private static UnitKey key(ResultSet row) throws SQLException {
        return new UnitKey(
                row.getLong(1),
                row.getString(2),
                new UnitToken(new TokenLabel(row.getString(3)), Optional.ofNullable(row.getString(9))),
                new KeyLabel(row.getString(4)),
                Der.of(row.getBytes(5)),
                Optional.ofNullable(row.getBytes(6)).map(Der::of).map(Certificate::of),
                Optional.ofNullable(row.getString(7)),
                row.getObject(8, OffsetDateTime.class).toInstant());
    }
}
