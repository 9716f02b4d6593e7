package pk.muhr.policy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import pk.muhr.x509.DnsName;

/**
 * {@code certificate-policy.yaml}: the object identifiers that profiles name (RFC 3647 §4.1.2), the names by which others
 * name us, and how long records are kept.
 *
 * @param caaIdentifiers issuer domain names in CAA records that mean us (RFC 8659 §4.2); nobody means us without one
 * @param retention of audit records (EN 319 411-1 §6.4.6)
 */
public record CertificatePolicy(
        String arc,
        URI cps,
        Map<String, String> identifiers,
        Optional<List<String>> caaIdentifiers,
        Optional<Retention> retention) {

    /** The arc for examples (ITU-T X.660); never in production. */
    public static final String EXAMPLE_ARC = "2.999";

    /**
     * Whose arcs a country's own policies can lie under: Pakistan's (ISO member body 1.2.586, country 2.16.586), a private
     * enterprise's, one made of a UUID, and that for examples. No standard's arc is among them.
     */
    private static final Pattern OWN =
            Pattern.compile("(1\\.2\\.586|2\\.16\\.586|1\\.3\\.6\\.1\\.4\\.1|2\\.25)\\.[0-9.]+|2\\.999(\\.[0-9.]+)?");

    private static final int KEPT = 10;

    private static final int LONGEST = 100;
    private static final int LONGEST_CPS = 200;

    private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9]\\d*))+");
    private static final Pattern SUFFIX = Pattern.compile("(0|[1-9]\\d*)(\\.(0|[1-9]\\d*))*");

    public CertificatePolicy {
        PolicyRule.require(OID.matcher(arc).matches(), "arc must be a dotted object identifier, not " + arc);
        PolicyRule.require(
                OWN.matcher(arc).matches() && arc.length() <= LONGEST,
                "arc must lie under 1.2.586, 2.16.586, 1.3.6.1.4.1 or 2.25 and have at most " + LONGEST
                        + " characters; others belong to standards or to somebody else (ITU-T X.660)",
                "write the arc that your registration authority gave you");
        PolicyRule.require(
                "http".equals(cps.getScheme()) || "https".equals(cps.getScheme()),
                "cps must be an http or https address (BR §7.1.2.10.5), not " + cps);
        PolicyRule.require(
                cps.getHost() != null
                        && cps.getUserInfo() == null
                        && cps.toString().length() <= LONGEST_CPS,
                "cps must name a host, no user, and have at most " + LONGEST_CPS + " characters (RFC 3986 §3.2)",
                "write it as http://pki.example.gov.pk/cps");
        PolicyRule.require(
                cps.toString().chars().allMatch(c -> c > ' ' && c < 0x7f),
                "cps must have characters of ASCII only (RFC 5280 §4.2.1.4: IA5String)",
                "write others in percent encoding (RFC 3986 §2.1)");
        caaIdentifiers.ifPresent(CertificatePolicy::requireDomains);
        identifiers = Map.copyOf(identifiers);
        Map<String, String> names = new TreeMap<>();
        new TreeMap<>(identifiers).forEach((name, suffix) -> {
            PolicyRule.require(
                    SUFFIX.matcher(suffix).matches() && suffix.length() <= LONGEST,
                    "identifiers." + name + " must be dotted numbers, not " + suffix);
            String other = names.putIfAbsent(suffix, name);
            PolicyRule.require(
                    other == null,
                    "identifiers." + name + " is the same as " + other + ", and a policy has one name",
                    "give each its own number, or leave one out");
        });
    }

    /**
     * How long audit records are kept.
     *
     * @param years after what they say, and after the end of the certificate that it was about
     */
    public record Retention(int years) {

        public Retention {
            PolicyRule.require(
                    years >= 7 && years <= 100,
                    "retention.years must be 7 to 100 (EN 319 411-1 §6.4.6)",
                    "write 10, or what the law says where that is more");
        }
    }

    /** For how many years audit records are kept. */
    public int retentionYears() {
        return retention.map(Retention::years).orElse(KEPT);
    }

    private static void requireDomains(List<String> names) {
        PolicyRule.requireOnce("caaIdentifiers", names);
        names.forEach(name -> PolicyRule.require(
                isDomain(name),
                "caaIdentifiers: \"" + name + "\" is not a domain name in lower case (RFC 8659 §4.2)",
                "write it as pki.gov.pk"));
    }

    private static boolean isDomain(String name) {
        try {
            DnsName domain = new DnsName(name);
            return domain.value().equals(name) && !domain.isWildcard();
        } catch (IllegalArgumentException _) {
            return false;
        }
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
