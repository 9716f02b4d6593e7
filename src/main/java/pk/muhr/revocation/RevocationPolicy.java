package pk.muhr.revocation;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.AuthorityId;
import pk.muhr.ca.Hierarchy;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.policy.BrokenPolicy;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.ProfileId;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.PolicyBundles;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.Sha256;

/** What the policy in force says of revocation; of a profile that it dropped, the bundle of the certificate says it. */
@ApplicationScoped
public class RevocationPolicy {

    private final ActivePolicy policy;
    private final PolicyBundles bundles;
    private final Hierarchy hierarchy;
    private final Clock clock;

    RevocationPolicy(ActivePolicy policy, PolicyBundles bundles, Hierarchy hierarchy, Clock clock) {
        this.policy = policy;
        this.hierarchy = hierarchy;
        this.bundles = bundles;
        this.clock = clock;
    }

    /** Now, as revocations count it: in whole seconds. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * How certificates of this profile, issued under this bundle, may lose their validity. Where neither bundle says it in
     * words that this program can read, they may for every reason: a key that is compromised never waits for a file.
     */
    public CertificateProfile.Revocation terms(ProfileId profile, Sha256 issuedUnder) {
        return policy.bundle()
                .profile(profile)
                .or(() -> before(profile, issuedUnder))
                .map(CertificateProfile::revocationTerms)
                .orElse(CertificateProfile.Revocation.UNSAID);
    }

    private Optional<CertificateProfile> before(ProfileId profile, Sha256 issuedUnder) {
        try {
            return PolicyBundle.inForce(bundles.files(issuedUnder).orElseThrow())
                    .profile(profile);
        } catch (BrokenPolicy _) {
            return Optional.empty();
        }
    }

    /** Whether the authority tells of a certificate that ends then: it has not expired, or expired ones are kept. */
    public boolean isListed(AuthorityId authority, Instant notAfter) {
        return !now().isAfter(notAfter)
                || policy.bundle()
                        .hierarchy()
                        .authority(authority.name())
                        .map(HierarchyPolicy.Authority::crl)
                        .flatMap(HierarchyPolicy.CrlSchedule::keepExpired)
                        .orElse(false);
    }

    /** The reasons that an officer may give for such a certificate. */
    public Set<RevocationReason> reasons(ProfileId profile, Sha256 issuedUnder) {
        return PermittedReasons.of(terms(profile, issuedUnder), true);
    }

    /** Whether an officer may give this reason for such a certificate. */
    public boolean permits(ProfileId profile, Sha256 issuedUnder, RevocationReason reason) {
        return reasons(profile, issuedUnder).contains(reason);
    }

    /** The authorities that keep expired certificates listed, with their generations, parted by commas. */
    public String keepingExpired() {
        return hierarchy.authorities().stream()
                .filter(authority -> authority.definition().crl().keepExpired().orElse(false))
                .map(authority -> authority.id().toString())
                .collect(Collectors.joining(","));
    }

    StatusRules rules(IssuedCertificate issued, Optional<RecordedRevocation> before) {
        PolicyBundle bundle = policy.bundle();
        return new StatusRules(
                issued,
                terms(issued.profile(), issued.policy()),
                bundle.profile(issued.profile()).flatMap(profile -> bundle.place(profile, "revocation")),
                isListed(issued.authority(), issued.certificate().notAfter()),
                before,
                now());
    }
}
