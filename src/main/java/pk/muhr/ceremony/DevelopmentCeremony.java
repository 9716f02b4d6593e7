package pk.muhr.ceremony;

import java.time.Clock;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import pk.muhr.audit.Actor;
import pk.muhr.ca.Authorities;
import pk.muhr.ca.AuthorityId;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.RegisteredAuthority;
import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.SigningKey;
import pk.muhr.hsm.Token;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.hsm.Tokens;
import pk.muhr.identity.DevelopmentIdentities;
import pk.muhr.issuance.Issuance;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.Installations;
import pk.muhr.safety.PolicyBundles;
import pk.muhr.x509.KeyAlgorithm;

/**
 * Founds a development installation: puts the policy files into force, makes every key in its token, and certifies the
 * authorities from the root down. Each step is skipped when it was done, so a start after a crash finishes the founding.
 */
@ApplicationScoped
public class DevelopmentCeremony {

    private static final Logger LOG = Logger.getLogger(DevelopmentCeremony.class);
    private static final Actor CEREMONY = Actor.system("development-ceremony");

    private final PolicyBundles bundles;
    private final ActivePolicy policy;
    private final Authorities authorities;
    private final Hierarchy hierarchy;
    private final Tokens tokens;
    private final Issuance issuance;
    private final DevelopmentIdentities identities;
    private final Installations installations;
    private final Clock clock;

    DevelopmentCeremony(
            PolicyBundles bundles,
            ActivePolicy policy,
            Authorities authorities,
            Hierarchy hierarchy,
            Tokens tokens,
            Issuance issuance,
            DevelopmentIdentities identities,
            Installations installations,
            Clock clock) {
        this.bundles = bundles;
        this.policy = policy;
        this.authorities = authorities;
        this.hierarchy = hierarchy;
        this.tokens = tokens;
        this.issuance = issuance;
        this.identities = identities;
        this.installations = installations;
        this.clock = clock;
    }

    /** Founds the installation, or finishes founding it. */
    void found(PolicyBundle candidate, java.net.URI publicUrl) {
        if (bundles.activeHash().isEmpty()) {
            bundles.found(candidate, CEREMONY);
        }
        policy.refresh();
        PolicyBundle bundle = policy.bundle();
        for (HierarchyPolicy.Authority authority : bundle.hierarchy().authorities()) {
            AuthorityId id = new AuthorityId(authority.name(), 1);
            if (hierarchy.named(id.toString()).isEmpty()) {
                LOG.infof(
                        "ceremony: making the authority %s (%s)",
                        id, authority.key().label());
                make(id, authority, bundle.profile(authority.profile()).orElseThrow());
                hierarchy.refresh();
            }
        }
        identities.establish(CEREMONY);
        installations.found(Installations.Kind.DEVELOPMENT, publicUrl, CEREMONY);
    }

    private void make(AuthorityId id, HierarchyPolicy.Authority authority, CertificateProfile profile) {
        TokenLabel label = new TokenLabel(authority.token());
        KeyLabel keyLabel = new KeyLabel(id.toString());
        Token token = tokens.token(label);
        SigningKey key = token.find(keyLabel).orElseGet(() -> generate(token, keyLabel, authority.key()));
        Optional<CertificateAuthority> issuer =
                authority.issuer().map(name -> hierarchy.issuing(name).orElseThrow());
        IssuedCertificate issued = issuer.isPresent()
                ? subordinate(issuer.get(), authority, profile, key)
                : root(id, authority, profile, key);
        authorities.register(
                new RegisteredAuthority(
                        id, issuer.map(CertificateAuthority::id), profile.id(), label, keyLabel, issued.certificate()),
                CEREMONY);
    }

    /** Clears away what a crash between a key's making and its naming left, then makes the key. */
    private static SigningKey generate(Token token, KeyLabel label, KeyAlgorithm algorithm) {
        token.sweepOrphans();
        token.discardUnfinished(label);
        return token.generate(label, algorithm);
    }

    private IssuedCertificate root(
            AuthorityId id, HierarchyPolicy.Authority root, CertificateProfile profile, SigningKey key) {
        return issuance.certifyRoot(
                id,
                issuance.templates().root(profile, root, key.publicKey(), issuance.moment()),
                profile,
                root,
                linted -> CertificateAuthority.signRoot(linted, key),
                CEREMONY);
    }

    private IssuedCertificate subordinate(
            CertificateAuthority issuer,
            HierarchyPolicy.Authority authority,
            CertificateProfile profile,
            SigningKey key) {
        return issuance.certifyAuthority(
                issuer,
                issuance.templates().authority(profile, authority, key.publicKey(), issuer.facts(), issuance.moment()),
                profile,
                authority,
                CEREMONY);
    }
}
