package pk.muhr.issuance;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.identity.Bodies;
import pk.muhr.identity.Body;
import pk.muhr.identity.BodyId;
import pk.muhr.lint.LintResult;
import pk.muhr.lint.LintedCertificate;
import pk.muhr.lint.Linter;
import pk.muhr.policy.CertificateFamily;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.Judgement;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.ProfileId;
import pk.muhr.policy.SubscriberRequest;
import pk.muhr.policy.Templates;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.SubjectPublicKey;

/** Certificates that the linter let pass, each with a new key, before anybody recorded an intent. */
@ApplicationScoped
class Drafts {

    static final Actor ACTOR = Actor.system("test");
    private static final ProfileId PROFILE = new ProfileId("tls-server");

    private final Hierarchy hierarchy;
    private final Bodies bodies;
    private final ActivePolicy policy;
    private final Linter linter;
    private final Clock clock;
    private final SecureRandom random;

    Drafts(Hierarchy hierarchy, Bodies bodies, ActivePolicy policy, Linter linter, Clock clock, SecureRandom random) {
        this.hierarchy = hierarchy;
        this.bodies = bodies;
        this.policy = policy;
        this.linter = linter;
        this.clock = clock;
        this.random = random;
    }

    /** The authority that signs them. */
    CertificateAuthority authority() {
        return authority("gov-tls");
    }

    CertificateAuthority authority(String name) {
        return hierarchy.named(name).orElseThrow();
    }

    /** One that belongs to no request. */
    IntentDraft draft() {
        return draft(Optional.empty(), 1, policy.bundle());
    }

    /** One of a request's. */
    IntentDraft draft(UUID request, int attempt) {
        return draft(Optional.of(request), attempt, policy.bundle());
    }

    /** One that was judged by this bundle. */
    IntentDraft draftUnder(PolicyBundle bundle) {
        return draft(Optional.empty(), 1, bundle);
    }

    /** One on its way to the key of its authority. */
    PreparedCertificate prepared() {
        return new PreparedCertificate(draft(), authority());
    }

    /** The same certificate under another identifier. */
    static IntentDraft renamed(IntentDraft draft) {
        return new IntentDraft(
                UUID.randomUUID(),
                draft.request(),
                draft.attempt(),
                draft.holder(),
                draft.authority(),
                draft.issuerKey(),
                draft.linted(),
                draft.actor());
    }

    /** A bundle that says the same as the one in force in other words. */
    PolicyBundle otherBundle() {
        Map<String, String> files = new TreeMap<>(policy.bundle().files());
        files.merge("floors.yaml", "# " + UUID.randomUUID() + "\n", String::concat);
        return PolicyBundle.of(files);
    }

    private IntentDraft draft(Optional<UUID> request, int attempt, PolicyBundle bundle) {
        BodyId body = new BodyId("nitb");
        return new IntentDraft(
                UUID.randomUUID(),
                request,
                attempt,
                new KeyHolder(Optional.of(body), Optional.empty(), Optional.of(CertificateFamily.TLS)),
                authority().id(),
                authority().certificate().key().fingerprint(),
                linted(bodies.find(body).orElseThrow(), bundle),
                ACTOR);
    }

    private LintedCertificate linted(Body body, PolicyBundle bundle) {
        CertificateProfile profile = bundle.profile(PROFILE).orElseThrow();
        Judgement<CertificateTemplate> judgement = new Templates(bundle)
                .subscriber(
                        profile,
                        SubscriberRequest.of(key(), List.of(new DnsName("order.nitb.example.gov.pk"))),
                        BodyAttributes.of(body),
                        Optional.empty(),
                        authority().facts(),
                        new Templates.Moment(clock.instant(), SerialNumber.random(random)));
        LintResult<LintedCertificate> result = linter.lint(
                ((Judgement.Permitted<CertificateTemplate>) judgement).value(),
                profile,
                Optional.of(authority().certificate()),
                Optional.empty(),
                bundle,
                clock.instant());
        return ((LintResult.Clean<LintedCertificate>) result).linted();
    }

    private SubjectPublicKey key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return SubjectPublicKey.of(generator.generateKeyPair().getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
