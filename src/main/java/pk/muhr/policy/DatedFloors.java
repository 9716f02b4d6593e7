package pk.muhr.policy;

import static pk.muhr.policy.PolicyReading.CERTIFICATE_POLICY;
import static pk.muhr.policy.PolicyReading.FLOORS;
import static pk.muhr.policy.PolicyReading.HIERARCHY;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Limits that depend on the day: what a candidate breaks today, and which steps begin within half a year. */
final class DatedFloors {

    private static final int SOON_DAYS = 180;

    private DatedFloors() {}

    /**
     * A candidate does not ask for more than certificates of its day may have. What was one on a day that is not known asks
     * for no more than was ever permitted; the rest is the linter's matter.
     */
    static void check(PolicyBundle bundle, PolicyFiles files, Optional<LocalDate> today) {
        for (CertificateProfile profile : bundle.profiles()) {
            long most = today.map(day -> bundle.floors()
                            .maximum(
                                    profile.type(),
                                    day.atStartOfDay(ZoneOffset.UTC).toInstant())
                            .toDays())
                    .orElseGet(() -> loosest(bundle.floors(), profile.type()));
            files.require(
                    profile.id() + ".yaml",
                    "validityDays",
                    profile.validityDays() <= most,
                    "validityDays must be at most " + most
                            + today.map(day -> " on " + day).orElse("") + ", as maximumDays of floors.yaml says of "
                            + profile.type().label(),
                    "write " + most + " or less");
        }
    }

    private static long loosest(Floors floors, CertificateType type) {
        return floors.maximumDays().get(type).stream()
                .mapToLong(Floors.DatedDays::days)
                .max()
                .orElseThrow();
    }

    /** What is right today and needs somebody's attention. */
    static List<PolicyProblem> warnings(PolicyBundle bundle, PolicyFiles files, LocalDate today) {
        List<PolicyProblem> found = new ArrayList<>();
        bundle.profiles().forEach(profile -> validity(bundle, files, today, profile, found));
        proofs(bundle, files, today, found);
        schedules(bundle, files, found);
        if (bundle.certificatePolicy().usesExampleArc()) {
            found.add(PolicyProblem.at(
                    CERTIFICATE_POLICY,
                    files.line(CERTIFICATE_POLICY, "arc"),
                    "arc is the one for examples, which production refuses (ITU-T X.660)",
                    "enter your own before going into production"));
        }
        return found;
    }

    private static void validity(
            PolicyBundle bundle,
            PolicyFiles files,
            LocalDate today,
            CertificateProfile profile,
            List<PolicyProblem> found) {
        bundle.floors().maximumDays().get(profile.type()).stream()
                .filter(step -> soon(step, today) && profile.validityDays() > step.days())
                .forEach(step -> found.add(PolicyProblem.at(
                        profile.id() + ".yaml",
                        files.line(profile.id() + ".yaml", "validityDays"),
                        "validityDays may be at most " + step.days() + " from " + step.issuedFrom()
                                + " on; nothing would be issued from that day",
                        "write " + step.days() + " or less before")));
    }

    private static void proofs(PolicyBundle bundle, PolicyFiles files, LocalDate today, List<PolicyProblem> found) {
        List<Floors.DatedDays> steps = bundle.floors().domainProofMaximumDays();
        for (int i = 0; i < steps.size(); i++) {
            if (soon(steps.get(i), today)) {
                found.add(PolicyProblem.at(
                        FLOORS,
                        files.line(FLOORS, "domainProofMaximumDays[" + i + "]"),
                        "proofs of domains count for " + steps.get(i).days() + " days at most from "
                                + steps.get(i).issuedFrom() + " on (BR §4.2.1)",
                        "have older ones proved again before"));
            }
        }
    }

    private static void schedules(PolicyBundle bundle, PolicyFiles files, List<PolicyProblem> found) {
        List<HierarchyPolicy.Authority> authorities = bundle.hierarchy().authorities();
        for (int i = 0; i < authorities.size(); i++) {
            HierarchyPolicy.Authority authority = authorities.get(i);
            String at = "authorities[" + i + "].";
            boolean issues = authority.family().isPresent();
            int crl = issues
                    ? bundle.floors().subscriberCrlMaximumDays()
                    : bundle.floors().authorityCrlMaximumDays();
            if (authority.crl().validFor().equals(Duration.ofDays(crl))) {
                found.add(atLimit(files, at + "crl.validFor", "crl.validFor of " + authority.name(), crl));
            }
            int ocsp = bundle.floors().ocspMaximumDays();
            if (authority.ocsp().validFor().equals(Duration.ofDays(ocsp))) {
                found.add(atLimit(files, at + "ocsp.validFor", "ocsp.validFor of " + authority.name(), ocsp));
            }
        }
    }

    private static PolicyProblem atLimit(PolicyFiles files, String path, String key, int days) {
        return PolicyProblem.at(
                HIERARCHY,
                files.line(HIERARCHY, path),
                key + " is at its limit of " + days + " days, so a clock that is a second off breaks it",
                "write less");
    }

    private static boolean soon(Floors.DatedDays step, LocalDate today) {
        return step.issuedFrom().isAfter(today) && !step.issuedFrom().isAfter(today.plusDays(SOON_DAYS));
    }
}
