package pk.muhr.safety;

import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;

import pk.muhr.policy.BrokenPolicy;
import pk.muhr.policy.PolicyBundle;

/** A row of {@code policy_bundle}: file name to text. */
@Entity
@Immutable
@Table(name = "policy_bundle")
class PolicyBundleRow {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Id
    String hash;

    @Column(nullable = false)
    @ColumnTransformer(write = "cast(? as jsonb)")
    String content;

    static PolicyBundleRow of(PolicyBundle bundle) {
        PolicyBundleRow row = new PolicyBundleRow();
        row.hash = bundle.hash().hex();
        try {
            row.content = JSON.writeValueAsString(bundle.files());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("policy texts are always JSON strings", e);
        }
        return row;
    }

    SortedMap<String, String> files() {
        try {
            SortedMap<String, String> files = JSON.readValue(content, new TypeReference<TreeMap<String, String>>() {});
            if (!PolicyBundle.hashOf(files).hex().equals(hash)) {
                throw new IllegalStateException("the stored policy bundle " + hash + " has been altered");
            }
            return files;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored policy bundle " + hash + " is unreadable", e);
        }
    }

    PolicyBundle bundle() {
        try {
            return PolicyBundle.inForce(files());
        } catch (BrokenPolicy e) {
            throw new IllegalStateException(
                    "this program cannot read the stored policy bundle " + hash
                            + ", so it cannot even make CRLs; run the"
                            + " program before it, and put a bundle into force that both can read:\n"
                            + e.getMessage(),
                    e);
        }
    }
}
