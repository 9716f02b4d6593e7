package pk.muhr.safety;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;

import pk.muhr.policy.PolicyBundle;
import pk.muhr.x509.Sha256;

/**
 * The policy bundle in force, as this replica knows it: at most five seconds old. An intent opened under a bundle that
 * was replaced meanwhile is refused by the database, so an old copy here can delay a request but never issue.
 */
@ApplicationScoped
public class ActivePolicy {

    private static final Logger LOG = Logger.getLogger(ActivePolicy.class);

    private final PolicyBundles bundles;
    private final AtomicReference<PolicyBundle> known = new AtomicReference<>();

    ActivePolicy(PolicyBundles bundles) {
        this.bundles = bundles;
    }

    /**
     * The bundle in force.
     *
     * @throws NoPolicyInForce before an installation's ceremony
     */
    public PolicyBundle bundle() {
        PolicyBundle bundle = known.get();
        return bundle != null ? bundle : refresh().orElseThrow(NoPolicyInForce::new);
    }

    /** Asks the database which bundle is in force. */
    @DoneBy
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void poll() {
        refresh();
    }

    /** Learns at once of an activation made by this process. One at a time, or an older answer could come last. */
    public synchronized Optional<PolicyBundle> refresh() {
        Optional<Sha256> active = bundles.activeHash();
        PolicyBundle bundle = known.get();
        if (active.isPresent() && (bundle == null || !bundle.hash().equals(active.get()))) {
            PolicyBundle found = bundles.find(active.get()).orElseThrow();
            found.hold()
                    .ifPresent(hold ->
                            LOG.errorf("nothing is issued; CRLs and OCSP go on: %s: %s", hold.value(), hold.fix()));
            known.set(found);
        }
        return Optional.ofNullable(known.get());
    }
}
