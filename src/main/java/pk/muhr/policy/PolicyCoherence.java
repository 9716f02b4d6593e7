package pk.muhr.policy;

import java.time.Duration;

import pk.muhr.policy.CertificateProfile.Kind;

/** Rules between policy files: what one names, another must have, and no profile passes a floor. */
final class PolicyCoherence {

    private final PolicyBundle bundle;
    private final PolicyFiles files;

    private PolicyCoherence(PolicyBundle bundle, PolicyFiles files) {
        this.bundle = bundle;
        this.files = files;
    }

    static void check(PolicyBundle bundle, PolicyFiles files) {
        PolicyCoherence coherence = new PolicyCoherence(bundle, files);
        bundle.profiles().forEach(coherence::checkProfile);
        bundle.hierarchy().authorities().forEach(coherence::checkAuthority);
        files.require(
                "ocsp-responder.yaml",
                "id",
                bundle.profile(new ProfileId("ocsp-responder")).isPresent(),
                "the profile ocsp-responder is missing; every authority needs it");
    }

    private void checkProfile(CertificateProfile profile) {
        String file = profile.id() + ".yaml";
        profile.authority()
                .ifPresent(name -> files.require(
                        file,
                        "authority",
                        bundle.hierarchy().authority(name).isPresent(),
                        "hierarchy.yaml has no authority " + name));
        resolve(file, profile.certificatePolicies());
        profile.keys()
                .forEach(key -> files.require(
                        file,
                        "keys",
                        !key.family().equals("RSA")
                                || key.bits() >= bundle.floors().minimumRsaBits(),
                        key.label() + " is below floors.yaml minimumRsaBits"));
    }

    private void checkAuthority(HierarchyPolicy.Authority authority) {
        String key = authority.name().value();
        CertificateProfile profile = bundle.profile(authority.profile()).orElse(null);
        files.require(
                "hierarchy.yaml",
                key,
                profile != null && profile.kind() == Kind.AUTHORITY,
                authority.name() + ": " + authority.profile() + " is not an authority profile");
        files.require(
                "hierarchy.yaml",
                key,
                profile.keys().contains(authority.key()),
                authority.name() + ": the profile " + profile.id() + " does not take a key "
                        + authority.key().label());
        authority.certificatePolicies().ifPresent(policies -> resolve("hierarchy.yaml", policies));
        boolean forSubscribers =
                bundle.profiles().stream().anyMatch(p -> p.authority().equals(java.util.Optional.of(authority.name())));
        int most = forSubscribers
                ? bundle.floors().subscriberCrlMaximumDays()
                : bundle.floors().authorityCrlMaximumDays();
        files.require(
                "hierarchy.yaml",
                key,
                authority.crl().validFor().compareTo(Duration.ofDays(most)) <= 0,
                authority.name() + ": crl.validFor must be at most " + most + " days (BR §7.2)");
        files.require(
                "hierarchy.yaml",
                key,
                authority
                                .ocsp()
                                .validFor()
                                .compareTo(Duration.ofDays(bundle.floors().ocspMaximumDays()))
                        <= 0,
                authority.name() + ": ocsp.validFor must be at most "
                        + bundle.floors().ocspMaximumDays() + " days (BR §4.9.10)");
    }

    private void resolve(String file, java.util.List<String> references) {
        for (String reference : references) {
            try {
                bundle.certificatePolicy().resolve(reference);
            } catch (PolicyRule e) {
                files.require(file, "certificatePolicies", false, e.getMessage());
            }
        }
    }
}
