package pk.muhr.issuance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.identity.BodyId;
import pk.muhr.identity.PersonId;
import pk.muhr.policy.CertificateFamily;
import pk.muhr.problem.StoreFailed;
import pk.muhr.x509.Sha256;

/** Who had which key certified first. The database writes it with the intent. */
@ApplicationScoped
class KeyHolders {

    private static final String ALL =
            "select subject_key, body, person, family from key_holder where subject_key = any(?)";

    private final AgroalDataSource store;

    KeyHolders(AgroalDataSource store) {
        this.store = store;
    }

    /** The holders of those of these keys (SHA-256 of their SubjectPublicKeyInfo) that are not new. */
    Map<Sha256, KeyHolder> find(Collection<Sha256> subjectKeys) {
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(ALL)) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "text", subjectKeys.stream().map(Sha256::hex).toArray()));
            Map<Sha256, KeyHolder> found = new HashMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.put(new Sha256(row.getString("subject_key")), holder(row));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    private static KeyHolder holder(ResultSet row) throws SQLException {
        return new KeyHolder(
                Optional.ofNullable(row.getString("body")).map(BodyId::new),
                Optional.ofNullable(row.getString("person")).map(PersonId::new),
                Optional.ofNullable(row.getString("family")).map(CertificateFamily::of));
    }
}
