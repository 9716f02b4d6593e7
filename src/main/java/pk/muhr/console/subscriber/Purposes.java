package pk.muhr.console.subscriber;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.identity.Body;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.ProfileId;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.OrganizationIdentifier;

/** What a body can ask for by the policy in force: the profiles of the domain that its register belongs to. */
@ApplicationScoped
class Purposes {

    private final ActivePolicy policy;

    Purposes(ActivePolicy policy) {
        this.policy = policy;
    }

    /** All of them, in the order of the standards' types, the simplest first. */
    List<Purpose> of(Body body) {
        PolicyBundle bundle = policy.bundle();
        return bundle.profiles().stream()
                .filter(profile -> serves(bundle, profile, body))
                .sorted(Comparator.comparing(CertificateProfile::type)
                        .thenComparing(profile -> profile.id().value().length()))
                .map(Purpose::of)
                .toList();
    }

    /** The profile of that name, where the body can ask for it. */
    Optional<CertificateProfile> profile(String id, Body body) {
        PolicyBundle bundle = policy.bundle();
        return id(id).flatMap(bundle::profile).filter(profile -> serves(bundle, profile, body));
    }

    private static boolean serves(PolicyBundle bundle, CertificateProfile profile, Body body) {
        OrganizationIdentifier.Scheme scheme =
                OrganizationIdentifier.of(body.organizationIdentifier()).scheme();
        return profile.kind() == CertificateProfile.Kind.SUBSCRIBER
                && profile.authority()
                        .flatMap(bundle.hierarchy()::domainOf)
                        .filter(domain -> domain.organizationIdentifiers().contains(scheme))
                        .isPresent();
    }

    private static Optional<ProfileId> id(String text) {
        try {
            return Optional.of(new ProfileId(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
