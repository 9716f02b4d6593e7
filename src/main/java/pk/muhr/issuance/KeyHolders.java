package pk.muhr.issuance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.identity.BodyId;
import pk.muhr.identity.PersonId;
import pk.muhr.policy.CertificateFamily;
import pk.muhr.problem.StoreRows;
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
        String[] keys = subjectKeys.stream().map(Sha256::hex).toArray(String[]::new);
        return StoreRows.read(
                        store,
                        ALL,
                        List.of((Object) keys),
                        row -> Map.entry(new Sha256(row.getString("subject_key")), holder(row)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static KeyHolder holder(ResultSet row) throws SQLException {
        return new KeyHolder(
                Optional.ofNullable(row.getString("body")).map(BodyId::new),
                Optional.ofNullable(row.getString("person")).map(PersonId::new),
                Optional.ofNullable(row.getString("family")).map(CertificateFamily::of));
    }
}
