package pk.muhr.audit.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Der;
import pk.muhr.x509.SubjectPublicKey;

/** The keys that sign checkpoints: the newest does, the older ones did. */
@ApplicationScoped
public class LogKeys {

    private static final String ALL = "select seq, token, label, spki from log_key order by seq desc";

    private static final String ADD = "insert into log_key (token, label, spki) values (?, ?, ?)";

    private final AgroalDataSource store;
    private final AuditRecords audit;

    LogKeys(AgroalDataSource store, AuditRecords audit) {
        this.store = store;
        this.audit = audit;
    }

    /** A key on record. */
    public record LogKey(long seq, TokenLabel token, KeyLabel label, SubjectPublicKey key) {}

    /** All of them, the newest first. */
    @Transactional
    public List<LogKey> newestFirst() {
        return StoreRows.read(store, ALL, List.of(), LogKeys::key);
    }

    /** Puts a key on record, which signs from now on. */
    @Transactional
    public void add(TokenLabel token, KeyLabel label, SubjectPublicKey key, Actor by) {
        try {
            StoreRows.insert(store, ADD, List.of(key), (insert, each) -> {
                insert.setString(1, token.value());
                insert.setString(2, label.value());
                insert.setBytes(3, each.spki().bytes());
            });
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
        audit.append(AuditEvent.success(
                        "LOG_KEY_ADDED", by, Map.of("token", token, "label", label, "algorithm", key.label()))
                .withSubject(key.fingerprint().hex()));
    }

    private static LogKey key(ResultSet row) throws SQLException {
        return new LogKey(
                row.getLong(1),
                new TokenLabel(row.getString(2)),
                new KeyLabel(row.getString(3)),
                SubjectPublicKey.of(Der.of(row.getBytes(4))));
    }
}
