package pk.muhr.issuance;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.ca.AuthorityId;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.SignedCertificate;
import pk.muhr.identity.PersonId;
import pk.muhr.lint.LintResult;
import pk.muhr.lint.LintedCertificate;
import pk.muhr.lint.Linter;
import pk.muhr.policy.AuthorityName;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.Citation;
import pk.muhr.policy.Finding;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.Judgement;
import pk.muhr.policy.PersonFacts;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.ProfileId;
import pk.muhr.policy.Refusal;
import pk.muhr.policy.Templates;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.validation.NameProofs;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** The conductor of every certificate: stops 3 to 8 of the architecture, in their order. */
@ApplicationScoped
public class Issuance {

    private final ActivePolicy policy;
    private final Hierarchy hierarchy;
    private final NameProofs proofs;
    private final Linter linter;
    private final ExternalJudgement external;
    private final Intents intents;
    private final Outcomes outcomes;
    private final IssuedCertificates certificates;
    private final CompromisedKeys compromised;
    private final RevokedAuthorities revoked;
    private final Clock clock;
    private final SecureRandom random;

    Issuance(
            ActivePolicy policy,
            Hierarchy hierarchy,
            NameProofs proofs,
            Linter linter,
            ExternalJudgement external,
            Intents intents,
            Outcomes outcomes,
            IssuedCertificates certificates,
            CompromisedKeys compromised,
            RevokedAuthorities revoked,
            Clock clock,
            SecureRandom random) {
        this.policy = policy;
        this.hierarchy = hierarchy;
        this.proofs = proofs;
        this.linter = linter;
        this.external = external;
        this.intents = intents;
        this.outcomes = outcomes;
        this.certificates = certificates;
        this.compromised = compromised;
        this.revoked = revoked;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Stops 3 to 5 for a subscriber: judges by proofs, profile and linter, uses no key and writes nothing. Says so here
     * already when the authority cannot sign now, so that an outage leaves neither requests nor intents.
     *
     * @throws pk.muhr.problem.Unavailable (as a marker) when token, database or policy cannot serve now
     */
    public Preparation prepare(ApprovedRequest request) {
        PolicyBundle bundle = policy.bundle();
        Instant now = clock.instant();
        Optional<CertificateProfile> found =
                bundle.profile(request.profile()).filter(p -> p.kind() == CertificateProfile.Kind.SUBSCRIBER);
        if (found.isEmpty()) {
            return refused(unknown(request, bundle));
        }
        CertificateProfile profile = found.get();
        AuthorityName name = profile.authority().orElseThrow();
        Optional<CertificateAuthority> made = hierarchy.issuing(name);
        if (made.isEmpty()) {
            return refused(new Refusal.AuthorityNotMade(name.value()));
        }
        CertificateAuthority authority = made.get();
        if (revoked.contains(authority.chain())) {
            return refused(new Refusal.AuthorityRevoked(name.value()));
        }

        // 3. the key is nobody else's and not known to be compromised; the person it names is proved
        Optional<Refusal> refusal = refusedKey(request);
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        return switch (proofs.person(
                request.body().id(), requester(request), request.content(), profile, bundle.floors(), now)) {
            case Judgement.Refused<Optional<PersonFacts>>(Refusal why) -> refused(why);
            case Judgement.Permitted<Optional<PersonFacts>>(Optional<PersonFacts> person) ->
                templated(request, profile, authority, person, bundle, now);
        };
    }

    private Preparation templated(
            ApprovedRequest request,
            CertificateProfile profile,
            CertificateAuthority authority,
            Optional<PersonFacts> person,
            PolicyBundle bundle,
            Instant now) {
        // 4. the profile makes a template, 5. the linter lets it pass
        Judgement<CertificateTemplate> judgement = templates()
                .subscriber(
                        profile,
                        request.content(),
                        BodyAttributes.of(request.body()),
                        person,
                        authority.facts(),
                        new Templates.Moment(now, SerialNumber.random(random)));
        return switch (judgement) {
            case Judgement.Refused<CertificateTemplate>(Refusal why) -> refused(why);
            case Judgement.Permitted<CertificateTemplate>(CertificateTemplate template) ->
                switch (linter.lint(
                        template, profile, Optional.of(authority.certificate()), Optional.empty(), bundle, now)) {
                    case LintResult.Broken<LintedCertificate> broken ->
                        refused(new Refusal.BreaksRules(broken.findings(), bundle.place(profile, "id")));
                    case LintResult.Clean<LintedCertificate>(LintedCertificate linted) ->
                        proved(request, profile, authority, linted, person, bundle, now);
                };
        };
    }

    /** Every name in the very bytes that will be signed has an unexpired proof of the body's (invariant I2). */
    private Preparation proved(
            ApprovedRequest request,
            CertificateProfile profile,
            CertificateAuthority authority,
            LintedCertificate linted,
            Optional<PersonFacts> person,
            PolicyBundle bundle,
            Instant now) {
        Optional<Refusal> refusal =
                proofs.unproved(request.body().id(), linted.content(), profile, person, bundle.floors(), now);
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        if (!saysOfTheBodyWhatIsOnRecord(linted.content(), BodyAttributes.of(request.body()))) {
            throw new IllegalStateException(
                    "a certificate of " + request.body().id() + " would say something else of it");
        }
        authority.requireReady();
        List<Finding> objections = external.blocking(profile, linted, request.actor());
        if (!objections.isEmpty()) {
            return refused(new Refusal.BreaksRules(objections, bundle.place(profile, "externalLinter")));
        }
        return new Preparation.Ready(new PreparedCertificate(draft(request, authority, linted), authority));
    }

    /**
     * Stops 6 to 8 for what was prepared.
     *
     * @throws Superseded when something changed in between: nothing was signed, or what was signed is revoked
     */
    public IssuedCertificate issue(PreparedCertificate prepared) {
        return carryOut(prepared.draft(), prepared.authority()::sign);
    }

    /**
     * Issues a delegated OCSP responder's certificate.
     *
     * @throws RulesBroken when the linter refuses it; no key was used
     */
    public IssuedCertificate certifyResponder(
            CertificateAuthority issuer, CertificateTemplate template, CertificateProfile profile, Actor actor) {
        return certify(issuer, template, profile, CertificateProfile.Kind.RESPONDER, Optional.empty(), actor);
    }

    /**
     * Issues a subordinate authority's certificate. For the ceremony: nothing else makes a certificate with cA TRUE.
     *
     * @throws IllegalStateException when the issuer is revoked, or one above it
     * @throws RulesBroken when the linter refuses it; no key was used
     */
    public IssuedCertificate certifyAuthority(
            CertificateAuthority issuer,
            CertificateTemplate template,
            CertificateProfile profile,
            HierarchyPolicy.Authority definition,
            Actor actor) {
        if (revoked.contains(issuer.chain())) {
            throw new IllegalStateException("the authority " + issuer.id() + " is revoked; it certifies nobody");
        }
        return certify(issuer, template, profile, CertificateProfile.Kind.AUTHORITY, Optional.of(definition), actor);
    }

    private IssuedCertificate certify(
            CertificateAuthority issuer,
            CertificateTemplate template,
            CertificateProfile profile,
            CertificateProfile.Kind kind,
            Optional<HierarchyPolicy.Authority> definition,
            Actor actor) {
        if (profile.kind() != kind) {
            throw new IllegalArgumentException("not a profile of the kind " + kind + ": " + profile.id());
        }
        LintedCertificate linted = linted(template, profile, Optional.of(issuer.certificate()), definition, actor);
        IntentDraft draft = new IntentDraft(
                UUID.randomUUID(),
                Optional.empty(),
                1,
                Optional.empty(),
                issuer.id(),
                issuer.certificate().key().fingerprint(),
                linted,
                actor);
        return carryOut(draft, issuer::sign);
    }

    /** Issues a root's certificate, signed by its own key through the given signer. For the ceremony. */
    public IssuedCertificate certifyRoot(
            AuthorityId root,
            CertificateTemplate template,
            CertificateProfile profile,
            HierarchyPolicy.Authority definition,
            Function<LintedCertificate, SignedCertificate> signer,
            Actor actor) {
        LintedCertificate linted = linted(template, profile, Optional.empty(), Optional.of(definition), actor);
        IntentDraft draft = new IntentDraft(
                UUID.randomUUID(),
                Optional.empty(),
                1,
                Optional.empty(),
                root,
                template.key().fingerprint(),
                linted,
                actor);
        return carryOut(draft, signer);
    }

    /** Now, and a serial number that nobody can guess. */
    public Templates.Moment moment() {
        return new Templates.Moment(clock.instant(), SerialNumber.random(random));
    }

    /** The templates of the policy in force. */
    public Templates templates() {
        return new Templates(policy.bundle());
    }

    /**
     * Stops 6 to 8. A crash before the intent's commit leaves nothing; between there and the outcome's commit, an intent
     * that the sweep orphans and revokes; after it, a certificate that the same request gets again.
     */
    private IssuedCertificate carryOut(IntentDraft draft, Function<LintedCertificate, SignedCertificate> signer) {
        // 6. the exact bytes are durable before the key is used
        Intent intent = intents.open(draft);
        // 7. no transaction is open here
        SignedCertificate signed;
        try {
            signed = signer.apply(draft.linted());
        } catch (RuntimeException e) {
            giveUp(intent, draft.actor(), e);
            throw e;
        }
        // 8. the first outcome stands; when the sweep was first, the bytes are dropped
        if (!outcomes.issued(intent, signed, draft.actor())) {
            throw new Superseded("the signature came after its lease; its serial is revoked", null);
        }
        return new IssuedCertificate(
                signed.certificate(),
                draft.authority(),
                draft.linted().profile(),
                draft.linted().policy(),
                draft.body(),
                draft.request(),
                clock.instant());
    }

    /** Orphans at once what failed to be signed; if that fails too, the sweep does it when the lease has ended. */
    private void giveUp(Intent intent, Actor actor, RuntimeException why) {
        try {
            outcomes.orphaned(intent, actor);
        } catch (RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    private IntentDraft draft(ApprovedRequest request, CertificateAuthority authority, LintedCertificate linted) {
        return new IntentDraft(
                UUID.randomUUID(),
                Optional.of(request.id()),
                request.attempt(),
                Optional.of(request.body().id()),
                authority.id(),
                authority.certificate().key().fingerprint(),
                linted,
                request.actor());
    }

    private LintedCertificate linted(
            CertificateTemplate template,
            CertificateProfile profile,
            Optional<Certificate> issuer,
            Optional<HierarchyPolicy.Authority> definition,
            Actor actor) {
        LintedCertificate linted =
                switch (linter.lint(template, profile, issuer, definition, policy.bundle(), clock.instant())) {
                    case LintResult.Clean<LintedCertificate>(LintedCertificate clean) -> clean;
                    case LintResult.Broken<LintedCertificate> broken ->
                        throw external.objected(profile.id(), broken.findings(), actor);
                };
        List<Finding> objections = external.blocking(profile, linted, actor);
        if (!objections.isEmpty()) {
            throw external.objected(profile.id(), objections, actor);
        }
        return linted;
    }

    /** The last look at what stands in the subject of the organisation; templates give nothing else. */
    private static boolean saysOfTheBodyWhatIsOnRecord(Certificate content, Map<AttributeType, String> known) {
        return AttributeType.ofBody().stream()
                .flatMap(type -> content.subject().values(type).stream().map(value -> value.equals(known.get(type))))
                .allMatch(Boolean::booleanValue);
    }

    private static PersonId requester(ApprovedRequest request) {
        return new PersonId(request.actor().id());
    }

    private Optional<Refusal> refusedKey(ApprovedRequest request) {
        Sha256 key = request.content().key().fingerprint();
        if (compromised.contains(key)) {
            return Optional.of(new Refusal.KeyNotPermitted(
                    "key-compromised",
                    new Citation("BR §6.1.1.3"),
                    Optional.empty(),
                    key.hex(),
                    "make a new key; this one was reported compromised"));
        }
        return certificates.isKeyOfAnother(key, request.body().id())
                ? Optional.of(new Refusal.KeyInUse(key.hex()))
                : Optional.empty();
    }

    private static Refusal unknown(ApprovedRequest request, PolicyBundle bundle) {
        return new Refusal.UnknownProfile(request.profile().value(), subscriberProfiles(bundle));
    }

    /** The profiles that subscribers may ask for. */
    public static List<ProfileId> subscriberProfiles(PolicyBundle bundle) {
        return bundle.profiles().stream()
                .filter(profile -> profile.kind() == CertificateProfile.Kind.SUBSCRIBER)
                .map(CertificateProfile::id)
                .toList();
    }

    private static Preparation refused(Refusal why) {
        return new Preparation.Refused(why);
    }
}
