package pk.muhr.evidence;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.policy.PolicyBundle;
import pk.muhr.safety.PolicyBundles;
import pk.muhr.x509.Sha256;

/** The bundles that certificates and lists name, each read once: they never change, and there are few. */
@ApplicationScoped
public class RecordedPolicies {

    private final PolicyBundles bundles;
    private final Map<Sha256, PolicyBundle> known = new ConcurrentHashMap<>();

    RecordedPolicies(PolicyBundles bundles) {
        this.bundles = bundles;
    }

    /**
     * The bundle of this hash.
     *
     * @throws java.util.NoSuchElementException when none is on record
     */
    public PolicyBundle named(Sha256 hash) {
        return known.computeIfAbsent(hash, unread -> bundles.find(unread).orElseThrow());
    }
}
