package pk.muhr.issuance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    private static final String ONE = "select body, person, family from key_holder where subject_key = ?";

    private final AgroalDataSource store;

    KeyHolders(AgroalDataSource store) {
        this.store = store;
    }

    /** The holder of the key with this SHA-256 of its SubjectPublicKeyInfo; nobody for one that is new. */
    Optional<KeyHolder> find(Sha256 subjectKey) {
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(ONE)) {
            query.setString(1, subjectKey.hex());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(holder(row)) : Optional.empty();
            }
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
