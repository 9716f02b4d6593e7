package pk.muhr.evidence;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.AuditRecords.LineRefusals;
import pk.muhr.policy.PolicyKeys;
import pk.muhr.policy.PolicyPlace;
import pk.muhr.safety.PolicyBundles;
import pk.muhr.x509.Sha256;

/**
 * How often each key of the policy files refused a request. A refusal names a line of the bundle that was in force; the
 * stored bundle says which key stands there.
 */
@ApplicationScoped
class PolicyRefusals {

    private final AuditRecords audit;
    private final PolicyBundles bundles;

    PolicyRefusals(AuditRecords audit, PolicyBundles bundles) {
        this.audit = audit;
        this.bundles = bundles;
    }

    /** By key; what is not known counts for the key around it. */
    Map<String, Long> byKey(Set<String> known) {
        Map<Sha256, PolicyKeys> keys = new HashMap<>();
        Map<String, Long> counts = new HashMap<>();
        for (LineRefusals refusals : audit.refusalsByLine()) {
            PolicyPlace.ofPath(refusals.place())
                    .flatMap(place ->
                            keys.computeIfAbsent(refusals.policy(), this::keys).at(place))
                    .flatMap(key -> nearest(key, known))
                    .ifPresent(key -> counts.merge(key, refusals.times(), Long::sum));
        }
        return counts;
    }

    private PolicyKeys keys(Sha256 bundle) {
        return new PolicyKeys(bundles.files(bundle).orElseThrow());
    }

    private static Optional<String> nearest(String key, Set<String> known) {
        return known.contains(key)
                ? Optional.of(key)
                : PolicyKeys.around(key).flatMap(around -> nearest(around, known));
    }
}
