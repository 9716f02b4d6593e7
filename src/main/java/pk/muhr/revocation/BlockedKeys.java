package pk.muhr.revocation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;
import pk.muhr.issuance.CompromisedKeys;
import pk.muhr.x509.Sha256;

/**
 * The keys that nobody may have certified (BR §6.1.1.3): those an officer blocked, and by the database itself every key
 * whose certificate was revoked for keyCompromise. None is ever taken off.
 */
@ApplicationScoped
public class BlockedKeys implements CompromisedKeys {

    private static final String INSERT = """
            insert into blocked_key (spki_sha256, reason, blocked_by) values (:key, :reason, :by) on conflict do nothing
            """;

    private static final String AMONG = "select spki_sha256 from blocked_key where spki_sha256 = any(?)";

    private final EntityManager entities;
    private final AgroalDataSource store;
    private final AuditRecords audit;

    BlockedKeys(EntityManager entities, AgroalDataSource store, AuditRecords audit) {
        this.entities = entities;
        this.store = store;
        this.audit = audit;
    }

    /**
     * Blocks a key. Certificates that have it stay as they are: the officer revokes them.
     *
     * @return whether it was not blocked before
     */
    @Transactional
    public boolean block(Sha256 key, String reason, Caller caller) {
        caller.require(Role.REVOCATION_OFFICER, Role.SECURITY_OFFICER);
        int rows = entities.createNativeQuery(INSERT)
                .setParameter("key", key.hex())
                .setParameter("reason", reason)
                .setParameter("by", caller.person().value())
                .executeUpdate();
        if (rows == 1) {
            audit.append(AuditEvent.success("KEY_BLOCKED", caller.actor(), Map.of("reason", reason))
                    .withSubject(key.hex()));
        }
        return rows == 1;
    }

    /** The keys that were blocked last, newest first. */
    @Transactional
    @SuppressWarnings("unchecked")
    public List<BlockedKey> newest(Caller caller, int count) {
        caller.require(Role.REVOCATION_OFFICER, Role.SECURITY_OFFICER, Role.AUDITOR);
        List<Tuple> rows = entities.createNativeQuery(
                        "select spki_sha256, reason, blocked_by, blocked_at from blocked_key"
                                + " order by blocked_at desc, spki_sha256",
                        Tuple.class)
                .setMaxResults(count)
                .getResultList();
        return rows.stream()
                .map(row -> new BlockedKey(
                        new Sha256(row.get("spki_sha256", String.class)),
                        row.get("reason", String.class),
                        row.get("blocked_by", String.class),
                        row.get("blocked_at", Instant.class)))
                .toList();
    }

    /** Asked for every certificate, so one statement that commits by itself. */
    @Override
    public Set<Sha256> among(Collection<Sha256> subjectKeys) {
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(AMONG)) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "text", subjectKeys.stream().map(Sha256::hex).toArray()));
            Set<Sha256> found = new HashSet<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new Sha256(row.getString(1)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new StatusUnavailable(e);
        }
    }
}
