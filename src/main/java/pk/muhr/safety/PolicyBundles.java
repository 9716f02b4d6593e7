package pk.muhr.safety;

import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.panache.common.Sort;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.x509.Sha256;

/** The policy bundles that were ever in force, and which one is. Files on disk are only candidates (invariant I3). */
@ApplicationScoped
public class PolicyBundles {

    private final PolicyBundleRows bundles;
    private final PolicyActivationRows activations;
    private final AuditRecords audit;

    PolicyBundles(PolicyBundleRows bundles, PolicyActivationRows activations, AuditRecords audit) {
        this.bundles = bundles;
        this.activations = activations;
        this.audit = audit;
    }

    /** Hash of the bundle in force; none before an installation's ceremony. */
    @Transactional
    public Optional<Sha256> activeHash() {
        return activations.findAll(Sort.descending("seq")).firstResultOptional().map(row -> new Sha256(row.hash));
    }

    /**
     * A bundle by its hash.
     *
     * @throws IllegalStateException when the stored files no longer have that hash
     */
    @Transactional
    public Optional<PolicyBundle> find(Sha256 hash) {
        return bundles.findByIdOptional(hash.hex()).map(PolicyBundleRow::bundle);
    }

    /** Puts a bundle into force. Intents can be opened under no other from this commit on. */
    @Transactional
    public void activate(PolicyBundle bundle, Actor by) {
        if (bundles.findByIdOptional(bundle.hash().hex()).isEmpty()) {
            bundles.persist(PolicyBundleRow.of(bundle));
        }
        PolicyActivationRow activation = new PolicyActivationRow();
        activation.hash = bundle.hash().hex();
        activation.activatedBy = by.id();
        activations.persist(activation);
        audit.append(AuditEvent.success(
                        "POLICY_ACTIVATED",
                        by,
                        Map.of("files", bundle.files().keySet().stream().toList()))
                .withPolicy(bundle.hash()));
    }
}
