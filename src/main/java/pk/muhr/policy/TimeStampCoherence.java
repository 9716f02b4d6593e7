package pk.muhr.policy;

import static pk.muhr.policy.PolicyReading.TIME_STAMPS;

import java.util.List;
import java.util.Optional;

import pk.muhr.policy.TimeStampPolicy.Unit;

/** The time-stamping units against the profile of their certificates, its authority and the policy's identifiers. */
final class TimeStampCoherence {

    private TimeStampCoherence() {}

    /** Adds every broken rule to what is wrong with the files. */
    static void check(PolicyBundle bundle, PolicyFiles files) {
        bundle.timeStamps().ifPresent(policy -> check(policy, bundle, files));
    }

    private static void check(TimeStampPolicy policy, PolicyBundle bundle, PolicyFiles files) {
        Optional<CertificateProfile> profile =
                bundle.profile(policy.profile()).filter(p -> p.type() == CertificateType.TIME_STAMPING_UNIT);
        files.require(
                TIME_STAMPS,
                "profile",
                profile.isPresent()
                        || bundle.profile(policy.profile()).isEmpty()
                                && bundle.files().containsKey(policy.profile() + ".yaml"),
                "profile: " + policy.profile() + " is no profile of the type time-stamping",
                "name one");
        profile.ifPresent(found -> {
            files.require(
                    TIME_STAMPS,
                    "rekeyBeforeDays",
                    found.privateKeyUsageDays()
                            .filter(days -> policy.rekeyBeforeDays() < days)
                            .isPresent(),
                    "rekeyBeforeDays must be less than privateKeyUsageDays of " + found.id(),
                    "write a smaller number");
            for (int i = 0; i < policy.units().size(); i++) {
                checkUnit(policy.units().get(i), "units[" + i + "].", found, bundle, files);
            }
        });
    }

    private static void checkUnit(
            Unit unit, String at, CertificateProfile profile, PolicyBundle bundle, PolicyFiles files) {
        files.require(
                TIME_STAMPS,
                at + "key",
                profile.keys().contains(unit.key()),
                "key of " + unit.name() + ": the profile " + profile.id() + " does not take "
                        + unit.key().label(),
                "write one of " + profile.keyNames());
        profile.authority()
                .flatMap(bundle.hierarchy()::authority)
                .ifPresent(issuer -> files.require(
                        TIME_STAMPS,
                        at + "signature",
                        issuer.signature().digest().equals(unit.signature().digest()),
                        "signature of " + unit.name() + ": tokens are signed with the digest that signs the unit's"
                                + " certificate, which is " + issuer.signature().digest() + " (CSBR §6.8)",
                        "write one with " + issuer.signature().digest()));
        boolean known = true;
        try {
            bundle.certificatePolicy().resolve(unit.policy());
        } catch (PolicyRule e) {
            known = false;
        }
        files.require(
                TIME_STAMPS,
                at + "policy",
                known && unit.policy().startsWith("$"),
                "policy of " + unit.name() + ": " + unit.policy() + " is no identifier of certificate-policy.yaml",
                "write one of "
                        + List.copyOf(bundle.certificatePolicy().identifiers().keySet()).stream()
                                .sorted()
                                .map(name -> "$" + name)
                                .toList());
    }
}
