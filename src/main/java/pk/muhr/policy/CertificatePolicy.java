package pk.muhr.policy;

import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code certificate-policy.yaml}: the object identifiers that profiles name (RFC 3647 §4.1.2). */
public record CertificatePolicy(String arc, URI cps, Map<String, String> identifiers) {

    /** The arc for examples (ITU-T X.660); never in production. */
    public static final String EXAMPLE_ARC = "2.999";

    private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9]\\d*))+");
    private static final Pattern SUFFIX = Pattern.compile("(0|[1-9]\\d*)(\\.(0|[1-9]\\d*))*");

    public CertificatePolicy {
        PolicyRule.require(OID.matcher(arc).matches(), "arc must be a dotted object identifier, not " + arc);
        PolicyRule.require(
                "http".equals(cps.getScheme()) || "https".equals(cps.getScheme()),
                "cps must be an http or https address (BR §7.1.2.10.5), not " + cps);
        identifiers = Map.copyOf(identifiers);
        identifiers.forEach((name, suffix) -> PolicyRule.require(
                SUFFIX.matcher(suffix).matches(), "identifiers." + name + " must be dotted numbers, not " + suffix));
    }

    /** Resolves {@code $name} to arc + suffix; any other reference must be an object identifier and stands for itself. */
    public String resolve(String reference) {
        if (!reference.startsWith("$")) {
            PolicyRule.require(
                    OID.matcher(reference).matches(),
                    "certificatePolicies: " + reference + " is neither $name nor an object identifier",
                    "write $name");
            return reference;
        }
        String suffix = identifiers.get(reference.substring(1));
        PolicyRule.require(
                suffix != null,
                "certificatePolicies: certificate-policy.yaml has no identifier " + reference.substring(1),
                "write one of " + identifiers.keySet().stream().sorted().toList());
        return arc + "." + suffix;
    }

    /** Whether the arc is the one for examples. */
    public boolean usesExampleArc() {
        return arc.equals(EXAMPLE_ARC) || arc.startsWith(EXAMPLE_ARC + ".");
    }
}
