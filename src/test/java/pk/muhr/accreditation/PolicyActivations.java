package pk.muhr.accreditation;

import java.util.List;
import java.util.SortedMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.identity.Role;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.safety.PolicyBundles;
import pk.muhr.x509.Sha256;

/** Puts bundles into force as two officers would, for tests of something else; versions are not looked at. */
@ApplicationScoped
public class PolicyActivations {

    private final PolicyBundles bundles;
    private final EntityManager entities;

    PolicyActivations(PolicyBundles bundles, EntityManager entities) {
        this.bundles = bundles;
        this.entities = entities;
    }

    /** In the open transaction, or in one of its own. */
    public void activate(PolicyBundle bundle) {
        List<Role> roles = List.of(Role.POLICY_AUTHORITY, Role.SECURITY_OFFICER);
        roles.forEach(role -> TestInstallation.token(role, "test-" + role.label()));
        QuarkusTransaction.joiningExisting().run(() -> {
            long candidate = propose(bundle);
            roles.forEach(role -> entities.createNativeQuery(
                            "insert into policy_confirmation (candidate, person, role) values (:candidate, :person, :role)")
                    .setParameter("candidate", candidate)
                    .setParameter("person", "test-" + role.label())
                    .setParameter("role", role.label())
                    .executeUpdate());
            bundles.activate(bundle, candidate, List.of("a test"), Actor.system("test"));
            entities.flush();
        });
    }

    /** Keeps files as a program did that could read them. */
    public Sha256 store(SortedMap<String, String> files) {
        Sha256 hash = PolicyBundle.hashOf(files);
        QuarkusTransaction.joiningExisting().run(() -> entities.createNativeQuery(
                        "insert into policy_bundle (hash, content) values (:hash, cast(:content as jsonb))")
                .setParameter("hash", hash.hex())
                .setParameter("content", new ObjectMapper().valueToTree(files).toString())
                .executeUpdate());
        return hash;
    }

    /** As it could stand there from a program of fewer rules; gives its number. */
    long propose(PolicyBundle bundle) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            bundles.store(bundle);
            entities.flush();
            return propose(bundle.hash());
        });
    }

    /** Of files that are kept. */
    long propose(Sha256 hash) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            Number candidate = (Number) entities.createNativeQuery(
                            "insert into policy_candidate (hash, version, based_on, diff, proposed_by)"
                                    + " select :hash, 1, max(seq), '[]', 'test-policy-authority' from policy_activation"
                                    + " returning seq",
                            Long.class)
                    .setParameter("hash", hash.hex())
                    .getSingleResult();
            return candidate.longValue();
        });
    }
}
