package pk.muhr.policy;

import static pk.muhr.policy.PolicyReading.HIERARCHY;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import pk.muhr.policy.CertificateProfile.Kind;
import pk.muhr.x509.KeyPurpose;

/** Rules between policy files: what one names, another must have, and no profile passes a floor. */
final class PolicyCoherence {

    private final PolicyBundle bundle;
    private final PolicyFiles files;

    private PolicyCoherence(PolicyBundle bundle, PolicyFiles files) {
        this.bundle = bundle;
        this.files = files;
    }

    /** Adds every broken rule to what is wrong with the files. */
    static void check(PolicyBundle bundle, PolicyFiles files) {
        PolicyCoherence coherence = new PolicyCoherence(bundle, files);
        bundle.profiles().forEach(coherence::checkProfile);
        List<HierarchyPolicy.Authority> authorities = bundle.hierarchy().authorities();
        for (int i = 0; i < authorities.size(); i++) {
            coherence.checkAuthority(authorities.get(i), "authorities[" + i + "].");
        }
        StatusCoherence.check(bundle, files);
        TimeStampCoherence.check(bundle, files);
    }

    private void checkProfile(CertificateProfile profile) {
        String file = profile.id() + ".yaml";
        checkReferences(file, "certificatePolicies", profile.certificatePolicies());
        profile.authority().ifPresent(name -> checkIssuer(file, profile, name));
        ReservedPolicies.of(profile)
                .ifPresent(reserved -> files.require(
                        file,
                        "certificatePolicies",
                        ReservedPolicies.among(profile.certificatePolicies()).equals(List.of(reserved)),
                        "certificatePolicies must hold the reserved identifier of the type and validation and no other"
                                + " (BR §7.1.6.1, S/MIME BR §7.1.6.1, CSBR §7.1.6.1)",
                        "write " + reserved));
        profile.keys()
                .forEach(key -> files.require(
                        file,
                        "keys",
                        !key.family().equals("RSA")
                                || key.bits() >= bundle.floors().minimumRsaBits(),
                        "keys: " + key.label() + " is below minimumRsaBits of floors.yaml",
                        "leave it out"));
        checkFloors(file, profile);
    }

    /** A profile is bound to an authority of its own family, that asserts every policy and purpose it gives. */
    private void checkIssuer(String file, CertificateProfile profile, AuthorityName name) {
        HierarchyPolicy.Authority issuer = bundle.hierarchy().authority(name).orElse(null);
        if (issuer == null) {
            files.require(
                    file,
                    "authority",
                    false,
                    "authority: " + HIERARCHY + " has no " + name,
                    "name one of its issuing authorities");
            return;
        }
        CertificateFamily family = profile.type().family().orElseThrow();
        files.require(
                file,
                "authority",
                issuer.family().equals(Optional.of(family)),
                "authority: " + name + " is of "
                        + issuer.family().map(f -> "the family " + f.label()).orElse("no family") + ", and "
                        + profile.type().label() + " needs one of the family " + family.label()
                        + " (BR §7.1.2.3, Mozilla §5.3)",
                "name an authority of the family " + family.label());
        issuer.extendedKeyUsage()
                .ifPresent(purposes -> files.require(
                        file,
                        "extendedKeyUsage",
                        purposes.containsAll(profile.extendedKeyUsage()),
                        "extendedKeyUsage: " + name + " may issue for " + labels(purposes) + " only (Mozilla §5.3)",
                        "leave out the others"));
        issuer.certificatePolicies()
                .ifPresent(policies -> files.require(
                        file,
                        "certificatePolicies",
                        policies.containsAll(profile.certificatePolicies()),
                        "certificatePolicies: " + name + " asserts " + policies
                                + " only, so others would not be valid (RFC 5280 §6.1.3 d)",
                        "write some of these"));
    }

    /** What does not depend on the day. */
    private void checkFloors(String file, CertificateProfile profile) {
        Floors floors = bundle.floors();
        files.require(
                file,
                "validityDays",
                profile.type() != CertificateType.ROOT_CA || profile.validityDays() >= floors.rootMinimumDays(),
                "validityDays of a root must be at least " + floors.rootMinimumDays() + " (BR §7.1.2.1.1)",
                "write " + floors.rootMinimumDays() + " or more");
        profile.privateKeyUsageDays()
                .ifPresent(days -> files.require(
                        file,
                        "privateKeyUsageDays",
                        days <= floors.timeStampingKeyMaximumDays(),
                        "privateKeyUsageDays must be at most " + floors.timeStampingKeyMaximumDays() + " (CSBR §6.3.2)",
                        "write " + floors.timeStampingKeyMaximumDays() + " or less"));
        files.require(
                file,
                "noRevAvail",
                !profile.saysNoRevAvail() || profile.validityDays() <= floors.shortLivedDays(),
                "noRevAvail is for certificates of at most " + floors.shortLivedDays() + " days (RFC 9608 §4)",
                "write validityDays: " + floors.shortLivedDays() + " or less");
        profile.requestsPerDay()
                .ifPresent(most -> files.require(
                        file,
                        "requestsPerDay",
                        most >= 1 && profile.kind() == CertificateProfile.Kind.SUBSCRIBER,
                        "requestsPerDay must be at least 1, in subscriber profiles only",
                        "leave it out"));
        boolean signsCode =
                profile.type() == CertificateType.CODE_SIGNER || profile.type() == CertificateType.TIME_STAMPING_UNIT;
        profile.keys()
                .forEach(key -> files.require(
                        file,
                        "keys",
                        !signsCode || !key.family().equals("RSA") || key.bits() >= floors.codeSigningMinimumRsaBits(),
                        "keys: " + key.label() + " is below " + floors.codeSigningMinimumRsaBits()
                                + " bits (CSBR §6.1.5.2)",
                        "leave it out"));
    }

    /** Our own identifiers go through $names, so that a new arc needs one line; others must be somebody's known ones. */
    private void checkReferences(String file, String path, List<String> references) {
        for (String reference : references) {
            boolean known = reference.startsWith("$")
                    || reference.startsWith("2.23.140.1.")
                    || reference.startsWith("0.4.0.2042.1.");
            files.require(
                    file,
                    path,
                    known,
                    "certificatePolicies: " + reference + " lies outside our arc",
                    "name it in certificate-policy.yaml and write $name");
            try {
                bundle.certificatePolicy().resolve(reference);
            } catch (PolicyRule e) {
                files.require(file, path, !known, e.getMessage(), e.fix());
            }
        }
    }

    private void checkAuthority(HierarchyPolicy.Authority authority, String at) {
        checkProfileOf(authority, at);
        authority
                .certificatePolicies()
                .ifPresent(policies -> checkReferences(HIERARCHY, at + "certificatePolicies", policies));
    }

    private void checkProfileOf(HierarchyPolicy.Authority authority, String at) {
        CertificateProfile profile = bundle.profile(authority.profile()).orElse(null);
        if (profile == null || profile.kind() != Kind.AUTHORITY) {
            files.require(
                    HIERARCHY,
                    at + "profile",
                    profile == null && bundle.files().containsKey(authority.profile() + ".yaml"),
                    "profile of " + authority.name() + ": " + authority.profile() + " is not an authority profile",
                    "name one of the types root-ca, domain-ca or issuing-ca");
            return;
        }
        files.require(
                HIERARCHY,
                at + "key",
                profile.keys().contains(authority.key()),
                "key of " + authority.name() + ": the profile " + profile.id() + " does not take "
                        + authority.key().label(),
                "write one of " + profile.keyNames());
        files.require(
                HIERARCHY,
                at + "family",
                authority.family().isPresent() == (profile.type() == CertificateType.ISSUING_CA),
                "family of " + authority.name() + ": it stands at issuing authorities, and at every one of them",
                authority.family().isPresent()
                        ? "leave it out"
                        : "write one of " + EnumLabels.of(CertificateFamily.class));
        files.require(
                HIERARCHY,
                at + "issuer",
                profile.type() != CertificateType.ISSUING_CA
                        || bundle.hierarchy().domainOf(authority.name()).isPresent(),
                "issuer of " + authority.name() + ": an issuing authority stands in one of domains, which says whom it"
                        + " serves (Microsoft §3.1.12)",
                "name an issuer of domains, or write a domain for it");
        Consumer<CertificateFamily> rules = family -> checkFamily(authority, family, at);
        authority.family().ifPresent(rules);
    }

    /** An issuing authority serves one family, under purposes of that family alone (BR §7.1.2.3, CSBR §7.1.2.2 g). */
    private void checkFamily(HierarchyPolicy.Authority authority, CertificateFamily family, String at) {
        List<KeyPurpose> purposes = authority.extendedKeyUsage().orElse(List.of());
        boolean own = !purposes.isEmpty()
                && purposes.stream().allMatch(purpose -> Arrays.stream(CertificateType.values())
                        .anyMatch(type -> type.family().equals(Optional.of(family)) && type.permits(purpose)));
        files.require(
                HIERARCHY,
                at + "extendedKeyUsage",
                own,
                "extendedKeyUsage of " + authority.name() + " must hold purposes of the family " + family.label()
                        + " alone, not " + labels(purposes) + " (BR §7.1.2.3)",
                "leave out those of other families");
        boolean signsCode = family == CertificateFamily.CODE_SIGNING || family == CertificateFamily.TIME_STAMPING;
        int bits = bundle.floors().codeSigningAuthorityMinimumRsaBits();
        files.require(
                HIERARCHY,
                at + "key",
                !signsCode
                        || !authority.key().family().equals("RSA")
                        || authority.key().bits() >= bits,
                "key of " + authority.name() + ": an RSA key of the family " + family.label() + " has at least " + bits
                        + " bits (CSBR §6.1.5.1)",
                "write RSA-4096 or a curve");
    }

    private static List<String> labels(List<KeyPurpose> purposes) {
        return purposes.stream().map(EnumLabels::of).toList();
    }
}
