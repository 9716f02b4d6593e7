package pk.muhr.evidence.reconcile;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.SubjectPublicKey;

/** The public keys of the authorities on record. */
final class AuthorityKeys {

    private static final String ALL = "select name || '-g' || generation, certificate from authority";

    private AuthorityKeys() {}

    /** By qualified name. */
    static Map<String, SubjectPublicKey> of(Connection connection) throws SQLException {
        Map<String, SubjectPublicKey> keys = new HashMap<>();
        StoreRows.read(
                connection,
                ALL,
                List.of(),
                row -> keys.put(
                        row.getString(1),
                        Certificate.of(Der.of(row.getBytes(2))).key()));
        return keys;
    }
}
