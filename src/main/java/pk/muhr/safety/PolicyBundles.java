package pk.muhr.safety;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.x509.Sha256;

/** The policy bundles that were ever proposed or in force, and which one is. Files on disk are only candidates (invariant I3). */
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

    /**
     * A bundle that came into force.
     *
     * @param seq rises with every activation
     */
    public record Activation(long seq, Sha256 hash, String activatedBy, Instant activatedAt) {}

    /** What came into force, the newest first; at most {@code count}. */
    @Transactional
    public List<Activation> history(int count) {
        return activations.findAll(Sort.descending("seq")).page(Page.ofSize(count)).stream()
                .map(row -> new Activation(row.seq, new Sha256(row.hash), row.activatedBy, row.activatedAt))
                .toList();
    }

    /** Whether the proposal of this number came into force. */
    @Transactional
    public boolean isActivated(long candidate) {
        return activations.count("candidate", candidate) > 0;
    }

    /**
     * The files of a bundle by its hash, be they such as this program can read or not.
     *
     * @throws IllegalStateException when the stored files no longer have that hash
     */
    @Transactional
    public Optional<SortedMap<String, String>> files(Sha256 hash) {
        return bundles.findByIdOptional(hash.hex()).map(PolicyBundleRow::files);
    }

    /** Keeps a bundle's files under their hash. It is not in force by that. */
    @Transactional
    public void store(PolicyBundle bundle) {
        if (bundles.findByIdOptional(bundle.hash().hex()).isEmpty()) {
            bundles.persist(PolicyBundleRow.of(bundle));
        }
    }

    /**
     * Puts the first bundle of an installation into force; for its ceremony. The database refuses any other that comes
     * this way.
     */
    @Transactional
    public void found(PolicyBundle bundle, Actor by) {
        store(bundle);
        activate(bundle, null, Map.of("files", List.copyOf(bundle.files().keySet())), by);
    }

    /**
     * Puts a bundle into force that two officers of different roles confirmed, which the database checks. Intents can be
     * opened under no other from this commit on.
     *
     * @param candidate number of the confirmed proposal
     * @param diff what it changes, for people
     */
    @Transactional
    public void activate(PolicyBundle bundle, long candidate, List<String> diff, Actor by) {
        activate(bundle, candidate, Map.of("version", bundle.edition().version(), "diff", diff), by);
    }

    private void activate(PolicyBundle bundle, Long candidate, Map<String, Object> details, Actor by) {
        PolicyActivationRow activation = new PolicyActivationRow();
        activation.hash = bundle.hash().hex();
        activation.activatedBy = by.id();
        activation.candidate = candidate;
        activations.persist(activation);
        audit.append(AuditEvent.success("POLICY_ACTIVATED", by, details).withPolicy(bundle.hash()));
    }
}
