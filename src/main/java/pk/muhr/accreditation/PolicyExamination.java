package pk.muhr.accreditation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import pk.muhr.accreditation.PolicySpecimens.Objection;
import pk.muhr.lint.Linter;
import pk.muhr.policy.HierarchyPolicy.Authority;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.PolicyPlace;
import pk.muhr.policy.PolicyProblem;
import pk.muhr.policy.PolicyReport;

/**
 * What a candidate is worth: its files by themselves and against each other, and then whether the linter would let pass
 * what they ask for. A bundle that passes can issue under every one of its profiles (BR §4.3.1.2).
 */
public final class PolicyExamination {

    private PolicyExamination() {}

    /**
     * Everything that is wrong with the files at the given moment, and what soon will be.
     *
     * @param linters of others that are configured
     */
    public static PolicyReport of(Map<String, String> files, Instant now, Set<String> linters) {
        PolicyReport report = check(files, now);
        if (report.bundle().isEmpty()) {
            return report;
        }
        PolicyBundle bundle = report.bundle().get();
        List<PolicyProblem> refused = problems(bundle, now);
        return new PolicyReport(report.bundle().filter(_ -> refused.isEmpty()), refused, warnings(report, linters));
    }

    /** What is right with the files at the given moment and soon will not be, or is not here; without asking the linter. */
    static List<PolicyProblem> warnings(Map<String, String> files, Instant now, Set<String> linters) {
        return warnings(check(files, now), linters);
    }

    private static PolicyReport check(Map<String, String> files, Instant now) {
        return PolicyBundle.check(files, LocalDate.ofInstant(now, ZoneOffset.UTC));
    }

    private static List<PolicyProblem> warnings(PolicyReport report, Set<String> linters) {
        return Stream.concat(
                        report.warnings().stream(),
                        report.bundle().stream().flatMap(bundle -> withoutLinter(bundle, linters)))
                .toList();
    }

    private static Stream<PolicyProblem> withoutLinter(PolicyBundle bundle, Set<String> linters) {
        return bundle.profiles().stream()
                .flatMap(profile -> profile
                        .externalLinter()
                        .filter(linter -> !linters.contains(linter.command()))
                        .map(linter -> new PolicyProblem(
                                bundle.place(profile, "externalLinter.command").orElseThrow(),
                                "externalLinter.command: no linter " + linter.command()
                                        + " is configured here; without it "
                                        + (linter.blocking() ? "nothing is issued" : "its judgement is missing"),
                                "set muhr.lint.external." + linter.command()
                                        + ".command where certificates are issued"))
                        .stream());
    }

    /** What the linter would refuse of all that could be issued under the bundle, with where its files ask for it. */
    private static List<PolicyProblem> problems(PolicyBundle bundle, Instant now) {
        Map<PolicyPlace, Map<String, List<Objection>>> found = PolicySpecimens.objections(bundle, now).stream()
                .collect(Collectors.groupingBy(
                        objection -> place(bundle, objection),
                        LinkedHashMap::new,
                        Collectors.groupingBy(
                                objection -> objection.finding().rule(), LinkedHashMap::new, Collectors.toList())));
        return found.entrySet().stream()
                .flatMap(place -> place.getValue().values().stream().map(same -> problem(place.getKey(), same)))
                .toList();
    }

    private static PolicyProblem problem(PolicyPlace place, List<Objection> same) {
        Objection first = same.getFirst();
        return new PolicyProblem(
                place,
                "certificates of " + first.profile().id() + " ("
                        + same.stream().map(Objection::variant).collect(Collectors.joining(", "))
                        + ") would be refused by the rule " + first.finding(),
                "correct " + key(first) + "; policies/README.md says what it may hold");
    }

    /** In the authority's own entry when the key stands there, else in the profile. */
    private static PolicyPlace place(PolicyBundle bundle, Objection objection) {
        String key = key(objection);
        return objection
                .authority()
                .filter(authority -> isOwn(authority, key))
                .flatMap(authority -> bundle.place(
                        "hierarchy.yaml",
                        "authorities[" + bundle.hierarchy().authorities().indexOf(authority) + "]." + key))
                .or(() -> bundle.place(objection.profile(), key))
                .orElseThrow();
    }

    private static boolean isOwn(Authority authority, String key) {
        return switch (key) {
            case "profile", "issuer", "key", "subject", "certificatePolicies", "permittedDnsNames" -> true;
            case "extendedKeyUsage" -> authority.extendedKeyUsage().isPresent();
            default -> false;
        };
    }

    private static String key(Objection objection) {
        String rule = objection.finding().rule();
        String key = Linter.governingKey(rule).orElseGet(() -> switch (rule) {
            case "outlives-issuer" -> "validityDays";
            case "certificate-form" -> "subject";
            default -> "type";
        });
        return objection.authority().isEmpty() ? key : ofAuthority(key);
    }

    /** What the entry of an authority calls it. */
    private static String ofAuthority(String key) {
        return switch (key) {
            case "type" -> "profile";
            case "authority" -> "issuer";
            case "keys" -> "key";
            default -> key.startsWith("subject.") ? "subject" : key;
        };
    }
}
