package pk.muhr.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one way from texts to a bundle, whoever brings them: each file by itself, then all against each other. A bundle
 * signed by the council would be verified here.
 */
final class PolicyReading {

    static final String EDITION = "bundle.yaml";
    static final String HIERARCHY = "hierarchy.yaml";
    static final String CERTIFICATE_POLICY = "certificate-policy.yaml";
    static final String FLOORS = "floors.yaml";
    static final String TIME_STAMPS = "time-stamps.yaml";

    private static final List<String> CENTRAL = List.of(EDITION, HIERARCHY, CERTIFICATE_POLICY, FLOORS, TIME_STAMPS);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,60}\\.yaml");
    private static final Pattern ID = Pattern.compile("(?m)^id: *([a-z0-9-]+) *$");
    private static final int MOST_FILES = 1000;

    private final SortedMap<String, String> texts;
    private final PolicyFiles files;

    private PolicyReading(Map<String, String> texts, boolean inForce) {
        this.texts = new TreeMap<>(texts);
        this.files = new PolicyFiles(this.texts, inForce);
    }

    /** @param today the day on which a candidate is judged; none for a bundle that was in force before */
    static PolicyReport of(Map<String, String> texts, Optional<LocalDate> today) {
        return new PolicyReading(texts, false).report(today);
    }

    /** @throws BrokenPolicy when the central files cannot be read */
    static PolicyBundle inForce(Map<String, String> texts) {
        List<PolicyProblem> problems = of(texts, Optional.empty()).problems();
        return new PolicyReading(texts, true)
                .contents()
                .map(read -> new PolicyBundle(texts, read, problems))
                .orElseThrow(() -> new BrokenPolicy(problems));
    }

    private PolicyReport report(Optional<LocalDate> today) {
        if (texts.size() > MOST_FILES) {
            return PolicyReport.broken(List.of(PolicyProblem.at(
                    EDITION, 0, "a bundle has at most " + MOST_FILES + " files", "leave out what is not in use")));
        }
        if (today.isPresent()) {
            files.requireVisible();
            if (!files.problems().isEmpty()) {
                return PolicyReport.broken(files.problems());
            }
        }
        texts.keySet()
                .forEach(name -> files.require(
                        name,
                        "",
                        isNamed(name),
                        "a policy file is named in small letters, digits and hyphens and ends in .yaml",
                        original(name)
                                .map(original -> "take this copy of " + original + " away")
                                .orElseGet(() -> "rename it"
                                        + named(name)
                                                .map(better -> " to " + better)
                                                .orElse(""))));
        Optional<PolicyBundle> bundle = contents().map(contents -> new PolicyBundle(texts, contents, List.of()));
        bundle.ifPresent(whole -> {
            PolicyCoherence.check(whole, files);
            DatedFloors.check(whole, files, today);
            today.ifPresent(_ -> BaselineRequirements.check(whole, files));
        });
        List<PolicyProblem> problems = files.problems();
        if (bundle.isEmpty() || !problems.isEmpty()) {
            return PolicyReport.broken(problems);
        }
        return new PolicyReport(
                bundle, List.of(), today.map(day -> warnings(bundle.get(), day)).orElse(List.of()));
    }

    private List<PolicyProblem> warnings(PolicyBundle bundle, LocalDate today) {
        List<PolicyProblem> warnings = new ArrayList<>(DatedFloors.warnings(bundle, files, today));
        unusedAuthorities(bundle, warnings);
        return warnings;
    }

    private void unusedAuthorities(PolicyBundle bundle, List<PolicyProblem> warnings) {
        List<HierarchyPolicy.Authority> authorities = bundle.hierarchy().authorities();
        for (int i = 0; i < authorities.size(); i++) {
            Optional<AuthorityName> name = Optional.of(authorities.get(i).name());
            if (authorities.get(i).family().isPresent()
                    && bundle.profiles().stream()
                            .noneMatch(profile -> profile.authority().equals(name))) {
                warnings.add(PolicyProblem.at(
                        HIERARCHY,
                        files.line(HIERARCHY, "authorities[" + i + "].name"),
                        "no profile has " + name.get() + " as its authority, so it issues nothing to anybody",
                        "write a profile for it, or leave it out before a ceremony certifies it"));
            }
        }
    }

    /** Nothing when one of the central files is broken: the rules between files would only repeat that. */
    private Optional<PolicyBundle.Contents> contents() {
        Optional<BundleEdition> edition = files.read(EDITION, BundleEdition.class);
        Optional<HierarchyPolicy> hierarchy = files.read(HIERARCHY, HierarchyPolicy.class);
        Optional<CertificatePolicy> policy = files.read(CERTIFICATE_POLICY, CertificatePolicy.class);
        Optional<Floors> floors = files.read(FLOORS, Floors.class);
        boolean stamps = texts.containsKey(TIME_STAMPS);
        Optional<TimeStampPolicy> timeStamps =
                stamps ? files.read(TIME_STAMPS, TimeStampPolicy.class) : Optional.empty();
        Map<ProfileId, CertificateProfile> profiles = profiles();
        return edition.isPresent()
                        && hierarchy.isPresent()
                        && policy.isPresent()
                        && floors.isPresent()
                        && timeStamps.isPresent() == stamps
                ? Optional.of(new PolicyBundle.Contents(
                        edition.get(), hierarchy.get(), policy.get(), floors.get(), timeStamps, profiles))
                : Optional.empty();
    }

    static boolean isCentral(String file) {
        return CENTRAL.contains(file);
    }

    private static boolean isNamed(String file) {
        return NAME.matcher(file).matches();
    }

    /** The file that has the same id under its right name. */
    private Optional<String> original(String copy) {
        Matcher id = ID.matcher(texts.get(copy));
        return Optional.of(copy)
                .filter(name -> !isNamed(name) && id.find())
                .map(_ -> id.group(1) + ".yaml")
                .filter(texts::containsKey);
    }

    /** The name that was probably meant. */
    private static Optional<String> named(String file) {
        String better = file.toLowerCase(Locale.ROOT)
                .replaceAll("[ _]", "-")
                .replaceAll("\\.ya?ml$", "")
                .concat(".yaml");
        return Optional.of(better).filter(PolicyReading::isNamed);
    }

    private Map<ProfileId, CertificateProfile> profiles() {
        Map<ProfileId, CertificateProfile> profiles = new LinkedHashMap<>();
        Map<ProfileId, String> claims = new LinkedHashMap<>();
        for (String name : texts.keySet()) {
            if (!isCentral(name) && isNamed(name)) {
                files.read(name, CertificateProfile.class).ifPresent(profile -> {
                    String other = claims.putIfAbsent(profile.id(), name);
                    files.require(
                            name,
                            "id",
                            other == null,
                            "id " + profile.id() + " is claimed by " + other + " too",
                            "give each profile its own id and name its file by it, or take the copy away");
                    files.require(
                            name,
                            "id",
                            other != null || (profile.id() + ".yaml").equals(name),
                            "id must be the file's own name",
                            "rename the file to " + profile.id() + ".yaml, or write id: " + name.replace(".yaml", ""));
                    profiles.putIfAbsent(profile.id(), profile);
                });
            }
        }
        return profiles;
    }
}
