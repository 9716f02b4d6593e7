package pk.muhr.policy;

import static pk.muhr.policy.PolicyReading.CERTIFICATE_POLICY;
import static pk.muhr.policy.PolicyReading.EDITION;
import static pk.muhr.policy.PolicyReading.HIERARCHY;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import pk.muhr.policy.HierarchyPolicy.Authority;

/** Whether a candidate can follow the bundle in force: versions only rise, and what is certified stays as it is. */
public final class PolicySuccession {

    private final PolicyBundle active;
    private final PolicyBundle candidate;
    private final List<PolicyProblem> problems = new ArrayList<>();

    private PolicySuccession(PolicyBundle active, PolicyBundle candidate) {
        this.active = active;
        this.candidate = candidate;
    }

    /**
     * Everything that speaks against it.
     *
     * @param certified names of the authorities that have a certificate
     */
    public static List<PolicyProblem> check(PolicyBundle active, PolicyBundle candidate, Set<AuthorityName> certified) {
        PolicySuccession succession = new PolicySuccession(active, candidate);
        succession.checkEdition();
        candidate.profiles().forEach(succession::checkProfile);
        active.hierarchy().authorities().stream()
                .filter(authority -> certified.contains(authority.name()))
                .forEach(succession::checkAuthority);
        return List.copyOf(succession.problems);
    }

    private void checkEdition() {
        int before = active.edition().version();
        int after = candidate.edition().version();
        if (after <= before) {
            problem(
                    EDITION,
                    "version",
                    "version " + after + " is " + (after < before ? "older than" : "the same as") + " version " + before
                            + " in force",
                    "raise it to " + (before + 1) + " or more");
        }
    }

    private void checkProfile(CertificateProfile profile) {
        CertificateProfile before = active.profile(profile.id()).orElse(profile);
        String file = profile.id() + ".yaml";
        if (profile.version() < before.version()) {
            problem(
                    file,
                    "version",
                    "version " + profile.version() + " is older than version " + before.version() + " in force",
                    "raise it to " + (before.version() + 1));
        } else if (profile.version() == before.version()
                && !(profile.equals(before)
                        && resolved(candidate, profile.certificatePolicies())
                                .equals(resolved(active, before.certificatePolicies())))) {
            problem(
                    file,
                    "version",
                    "version " + profile.version() + " is in force already and says something else",
                    "raise it to " + (before.version() + 1));
        }
    }

    private void checkAuthority(Authority before) {
        List<Authority> authorities = candidate.hierarchy().authorities();
        Optional<Authority> found = candidate.hierarchy().authority(before.name());
        if (found.isEmpty()) {
            problem(
                    HIERARCHY,
                    "authorities",
                    "authorities lacks " + before.name() + ", which has a certificate",
                    "write it again; an authority ends by a ceremony");
            return;
        }
        String at = "authorities[" + authorities.indexOf(found.get()) + "].";
        checkPolicies(before, found.get(), at + "certificatePolicies");
        Map<String, Object> old = certified(before);
        certified(found.get()).forEach((key, value) -> {
            if (!value.equals(old.get(key))) {
                problem(
                        HIERARCHY,
                        at + key,
                        key + " of " + before.name() + " is fixed by its certificate or its key",
                        "write it as it is in force; another one needs a ceremony");
            }
        });
    }

    /** By what the names stand for: the certificate holds object identifiers, and a new arc would change them all. */
    private void checkPolicies(Authority before, Authority after, String at) {
        Optional<List<String>> asserted = before.certificatePolicies().map(names -> resolved(active, names));
        Optional<List<String>> would = after.certificatePolicies().map(names -> resolved(candidate, names));
        if (would.equals(asserted)) {
            return;
        }
        boolean renamed = after.certificatePolicies().equals(before.certificatePolicies());
        boolean moved = !candidate
                .certificatePolicy()
                .arc()
                .equals(active.certificatePolicy().arc());
        problem(
                renamed ? CERTIFICATE_POLICY : HIERARCHY,
                renamed ? (moved ? "arc" : changedIdentifier(before)) : at,
                (renamed ? (moved ? "arc" : changedIdentifier(before)) : "certificatePolicies") + ": " + before.name()
                        + " is certified for " + shown(asserted) + " and not for " + shown(would),
                "write it as it is in force; another one needs a ceremony");
    }

    /** The key of the first name that stands for something else than before. */
    private String changedIdentifier(Authority authority) {
        return authority.certificatePolicies().orElse(List.of()).stream()
                .filter(name -> !candidate
                        .certificatePolicy()
                        .resolve(name)
                        .equals(active.certificatePolicy().resolve(name)))
                .findFirst()
                .map(name -> "identifiers." + name.substring(1))
                .orElse("identifiers");
    }

    private static List<String> resolved(PolicyBundle bundle, List<String> names) {
        return names.stream().map(bundle.certificatePolicy()::resolve).toList();
    }

    private static String shown(Optional<List<String>> policies) {
        return policies.map(List::toString).orElse("anyPolicy");
    }

    /** What a ceremony settled: it stands in the certificate, or says where the key is. */
    private static Map<String, Object> certified(Authority authority) {
        Map<String, Object> fixed = new LinkedHashMap<>();
        fixed.put("issuer", authority.issuer());
        fixed.put("profile", authority.profile());
        fixed.put("family", authority.family());
        fixed.put("token", authority.token());
        fixed.put("key", authority.key());
        fixed.put("subject", authority.subject());
        fixed.put("extendedKeyUsage", authority.extendedKeyUsage());
        fixed.put("permittedDnsNames", authority.permittedDnsNames());
        fixed.put("permittedEmailDomains", authority.permittedEmailDomains());
        return fixed;
    }

    private void problem(String file, String path, String rule, String fix) {
        problems.add(new PolicyProblem(candidate.place(file, path).orElse(new PolicyPlace(file, 0)), rule, fix));
    }
}
