package pk.muhr.policy;

import static pk.muhr.policy.PolicyReading.HIERARCHY;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import pk.muhr.policy.CertificateProfile.Access;
import pk.muhr.policy.HierarchyPolicy.Authority;
import pk.muhr.policy.HierarchyPolicy.ResponderKeyPlace;
import pk.muhr.x509.KeyAlgorithm;

/** How authorities answer for what they issued: their CRLs, their OCSP answers, and the profiles of their responders. */
final class StatusCoherence {

    /** A responder's certificate is made anew a day before its end at the latest, and never twice a day. */
    private static final Duration SHORTEST_RESPONDER = Duration.ofDays(3);

    private static final Duration LATEST_ANSWER = Duration.ofDays(4);
    private static final Duration LATEST_CRL_ALONE = Duration.ofDays(4);

    private final PolicyBundle bundle;
    private final PolicyFiles files;

    private StatusCoherence(PolicyBundle bundle, PolicyFiles files) {
        this.bundle = bundle;
        this.files = files;
    }

    /** Adds every broken rule to what is wrong with the files. */
    static void check(PolicyBundle bundle, PolicyFiles files) {
        StatusCoherence coherence = new StatusCoherence(bundle, files);
        List<Authority> authorities = bundle.hierarchy().authorities();
        for (int i = 0; i < authorities.size(); i++) {
            coherence.checkCrl(authorities.get(i), "authorities[" + i + "].crl.");
            coherence.checkOcsp(authorities.get(i), "authorities[" + i + "].ocsp.");
        }
        for (ResponderKeyPlace place : ResponderKeyPlace.values()) {
            bundle.profile(place.profile()).ifPresent(profile -> coherence.checkResponder(profile, place));
        }
        String responder = ResponderKeyPlace.TOKEN.profile() + ".yaml";
        files.require(
                responder,
                "id",
                bundle.files().containsKey(responder),
                "the profile " + ResponderKeyPlace.TOKEN.profile() + " is missing",
                "write it; every authority needs it");
    }

    private void checkCrl(Authority authority, String at) {
        List<CertificateProfile> issued = bundle.profiles().stream()
                .filter(profile -> profile.authority().equals(Optional.of(authority.name())))
                .toList();
        int most = authority.family().isPresent()
                ? bundle.floors().subscriberCrlMaximumDays()
                : bundle.floors().authorityCrlMaximumDays();
        files.require(
                HIERARCHY,
                at + "validFor",
                authority.crl().validFor().compareTo(Duration.ofDays(most)) <= 0,
                "crl.validFor of " + authority.name() + " must be at most " + most + " days (BR §7.2)",
                "write PT" + most * 24 + "H or less");
        issued.stream()
                .filter(profile -> profile.type() == CertificateType.TLS_SERVER
                        && !profile.authorityInfoAccess().contains(Access.OCSP))
                .findFirst()
                .ifPresent(silent -> files.require(
                        HIERARCHY,
                        at + "every",
                        authority.crl().every().compareTo(LATEST_CRL_ALONE) <= 0,
                        "crl.every of " + authority.name() + " must be at most 4 days, because " + silent.id()
                                + " has no ocsp in authorityInfoAccess (BR §4.9.7)",
                        "write PT96H or less"));
    }

    private void checkOcsp(Authority authority, String at) {
        ProfileId responder = authority.responderKey().profile();
        files.require(
                HIERARCHY,
                at + "responderKey",
                bundle.files().containsKey(responder + ".yaml"),
                "the profile " + responder + " of the responder of " + authority.name() + " is missing",
                "write it, or leave responderKey out");
        int answer = bundle.floors().ocspMaximumDays();
        files.require(
                HIERARCHY,
                at + "validFor",
                authority.ocsp().validFor().compareTo(Duration.ofDays(answer)) <= 0,
                "ocsp.validFor of " + authority.name() + " must be at most " + answer + " days (BR §4.9.10)",
                "write PT" + answer * 24 + "H or less");
        files.require(
                HIERARCHY,
                at + "refreshAfter",
                authority.ocsp().refreshAfter().compareTo(LATEST_ANSWER) <= 0,
                "ocsp.refreshAfter of " + authority.name() + " must be at most 4 days (BR §4.9.10)",
                "write PT96H or less");
    }

    /**
     * The token makes P-256 keys for responders; a third of their certificate's life must outlast an answer. Processes
     * with the role status alone have their keys in memory, whatever the authority says.
     */
    private void checkResponder(CertificateProfile profile, ResponderKeyPlace place) {
        String file = profile.id() + ".yaml";
        files.require(
                file,
                "type",
                profile.type() == CertificateType.OCSP_RESPONDER,
                "type of " + profile.id() + " must be ocsp-responder (RFC 6960 §4.2.2.2)",
                "write ocsp-responder, or give the profile another id");
        files.require(
                file,
                "keys",
                profile.keys().equals(List.of(KeyAlgorithm.P_256)),
                "keys of " + profile.id() + " must be P-256 alone, which is what responders have",
                "write [P-256]");
        bundle.hierarchy().authorities().stream()
                .filter(authority -> place == ResponderKeyPlace.MEMORY || authority.responderKey() == place)
                .max(Comparator.comparing(authority -> authority.ocsp().validFor()))
                .ifPresent(longest -> {
                    Duration answers = longest.ocsp().validFor().multipliedBy(3);
                    Duration least = answers.compareTo(SHORTEST_RESPONDER) > 0 ? answers : SHORTEST_RESPONDER;
                    long days = least.plusDays(1).minusNanos(1).toDays();
                    files.require(
                            file,
                            "validityDays",
                            profile.validityDays() >= days,
                            "validityDays must be at least " + days + ": 3 days, and three times ocsp.validFor of "
                                    + longest.name() + ", or its responder is always due (RFC 6960 §4.2.2.2)",
                            "write " + days + " or more");
                });
    }
}
