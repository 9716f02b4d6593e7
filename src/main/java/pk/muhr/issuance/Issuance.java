package pk.muhr.issuance;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.ca.AuthorityId;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.SignedCertificate;
import pk.muhr.identity.BodyState;
import pk.muhr.lint.LintResult;
import pk.muhr.lint.LintedCertificate;
import pk.muhr.lint.Linter;
import pk.muhr.policy.AuthorityName;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateType;
import pk.muhr.policy.Finding;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.Judgement;
import pk.muhr.policy.PersonFacts;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.Refusal;
import pk.muhr.policy.Templates;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.StopSwitch;
import pk.muhr.validation.NameProofs;
import pk.muhr.validation.ProvedName;
import pk.muhr.validation.ProvedOfBody;
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
    private final CaaJudgement caa;
    private final ExternalJudgement external;
    private final StopSwitch stop;
    private final Completion completion;
    private final KeyRules keys;
    private final RevokedAuthorities revoked;
    private final Clock clock;
    private final SecureRandom random;

    Issuance(
            ActivePolicy policy,
            Hierarchy hierarchy,
            NameProofs proofs,
            Linter linter,
            CaaJudgement caa,
            ExternalJudgement external,
            StopSwitch stop,
            Completion completion,
            KeyRules keys,
            RevokedAuthorities revoked,
            Clock clock,
            SecureRandom random) {
        this.policy = policy;
        this.hierarchy = hierarchy;
        this.proofs = proofs;
        this.linter = linter;
        this.caa = caa;
        this.external = external;
        this.stop = stop;
        this.completion = completion;
        this.keys = keys;
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
        Instant now = clock.instant();
        Known known = new Known(
                policy.bundle(),
                now,
                keys.known(List.of(request)),
                proofs.of(request.body().id(), now),
                revoked::contains);
        return prepare(request, known);
    }

    /** The same for many requests of one body, with what is on record of it and of their keys read once. */
    public List<Preparation> prepare(List<ApprovedRequest> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        Known known = new Known(
                policy.bundle(),
                now,
                keys.known(requests),
                proofs.readOf(requests.getFirst().body().id(), now),
                revoked.remembered());
        return requests.stream().map(request -> prepare(request, known)).toList();
    }

    /** What requests are judged by: the policy, the moment, and what is on record then. */
    private record Known(
            PolicyBundle bundle,
            Instant now,
            KeyRules.Known keys,
            ProvedOfBody proofs,
            Predicate<List<Certificate>> revoked) {}

    private Preparation prepare(ApprovedRequest request, Known known) {
        PolicyBundle bundle = known.bundle();
        Optional<Refusal> hold = stop.refusal().or(bundle::hold);
        if (hold.isPresent()) {
            return new Preparation.Refused(hold.get());
        }
        if (!(request.body().state() instanceof BodyState.Active)) {
            return new Preparation.Refused(new Refusal.BodyNotActive(
                    request.body().id() + " is " + request.body().state().label(),
                    request.body().state().wayToActive()));
        }
        Optional<CertificateProfile> found =
                bundle.profile(request.profile()).filter(p -> p.kind() == CertificateProfile.Kind.SUBSCRIBER);
        if (found.isEmpty()) {
            return new Preparation.Refused(unknown(request, bundle));
        }
        CertificateProfile profile = found.get();
        AuthorityName name = profile.authority().orElseThrow();
        Optional<CertificateAuthority> made = hierarchy.issuing(name);
        if (made.isEmpty()) {
            return new Preparation.Refused(
                    new Refusal.AuthorityNotMade(name.value(), bundle.place(profile, "authority")));
        }
        CertificateAuthority authority = made.get();
        if (known.revoked().test(authority.chain())) {
            return new Preparation.Refused(
                    new Refusal.AuthorityRevoked(name.value(), bundle.place(profile, "authority")));
        }

        // 3. the key is no other holder's and not known to be compromised; the body and the person it names are proved
        Optional<Refusal> refusal = keys.refusal(request, profile, bundle, known.now(), known.keys())
                .or(() -> proofs.unprovedBody(known.proofs(), profile, bundle));
        if (refusal.isPresent()) {
            return new Preparation.Refused(refusal.get());
        }
        return switch (person(request, profile, bundle, known.now())) {
            case Judgement.Refused<Optional<PersonFacts>>(Refusal why) -> new Preparation.Refused(why);
            case Judgement.Permitted<Optional<PersonFacts>>(Optional<PersonFacts> person) ->
                templated(request, profile, authority, person, known);
        };
    }

    /** A job of our own asks for hosts and never for a person. */
    private Judgement<Optional<PersonFacts>> person(
            ApprovedRequest request, CertificateProfile profile, PolicyBundle bundle, Instant now) {
        return request.content().person().isEmpty()
                ? new Judgement.Permitted<>(Optional.empty())
                : proofs.person(request.body().id(), request.requester(), request.content(), profile, bundle, now);
    }

    private Preparation templated(
            ApprovedRequest request,
            CertificateProfile profile,
            CertificateAuthority authority,
            Optional<PersonFacts> person,
            Known known) {
        // 4. the profile makes a template, 5. the linter lets it pass
        Judgement<CertificateTemplate> judgement = templates()
                .subscriber(
                        profile,
                        request.content(),
                        BodyAttributes.of(request.body()),
                        person,
                        authority.facts(),
                        new Templates.Moment(known.now(), SerialNumber.random(random)));
        return switch (judgement) {
            case Judgement.Refused<CertificateTemplate>(Refusal why) -> new Preparation.Refused(why);
            case Judgement.Permitted<CertificateTemplate>(CertificateTemplate template) ->
                switch (linter.lint(
                        template,
                        profile,
                        Optional.of(authority.certificate()),
                        Optional.empty(),
                        known.bundle(),
                        known.now())) {
                    case LintResult.Broken<LintedCertificate> broken ->
                        new Preparation.Refused(broken(broken.findings(), profile, known.bundle()));
                    case LintResult.Clean<LintedCertificate>(LintedCertificate linted) ->
                        proved(request, profile, authority, linted, person, known);
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
            Known known) {
        PolicyBundle bundle = known.bundle();
        Judgement<List<ProvedName>> names = proofs.names(known.proofs(), linted.content(), profile, person, bundle);
        Optional<Refusal> refusal =
                names.why().or(() -> keys.unitTaken(linted.content(), profile, bundle, known.keys()));
        if (refusal.isPresent()) {
            return new Preparation.Refused(refusal.get());
        }
        BodyAttributes.requireAgreement(linted.content(), request.body());
        authority.requireReady();
        List<Finding> objections = external.blocking(profile, linted, request.actor());
        if (!objections.isEmpty()) {
            return new Preparation.Refused(
                    new Refusal.BreaksRules(objections, bundle.place(profile, "externalLinter")));
        }
        return switch (caa.of(linted.content(), profile, bundle)) {
            case Judgement.Refused<List<String>>(Refusal why) -> new Preparation.Refused(why);
            case Judgement.Permitted<List<String>>(List<String> found) ->
                new Preparation.Ready(new PreparedCertificate(
                        draft(request, profile, authority, linted, names.permitted(), found), authority));
        };
    }

    /**
     * Stops 6 to 8 for what was prepared.
     *
     * @throws Superseded when something changed in between: nothing was signed, or what was signed is revoked
     */
    public IssuedCertificate issue(PreparedCertificate prepared) {
        return completion.of(prepared.draft(), prepared.authority()::sign);
    }

    /**
     * Stops 6 to 8 for many at once, each as if it were alone.
     *
     * @return the certificates, in their order; nothing in the place of what was not signed or came too late
     * @throws Superseded when one of them may not be opened: no intent was, and nothing was signed
     * @throws RuntimeException when the key fails; what it signed before counts
     */
    public List<Optional<IssuedCertificate>> issue(List<PreparedCertificate> prepared) {
        return completion.of(
                prepared, each -> each.authority().sign(each.draft().linted()));
    }

    /**
     * Issues a delegated OCSP responder's certificate, also while issuance is stopped or held by the policy in force:
     * without it the answers about what is issued already would end.
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
     * @throws RulesBroken when the linter refuses it, or issuance is stopped or held; no key was used
     */
    public IssuedCertificate certifyAuthority(
            CertificateAuthority issuer,
            CertificateTemplate template,
            CertificateProfile profile,
            HierarchyPolicy.Authority definition,
            Actor actor) {
        requireNotRevoked(issuer);
        return certify(issuer, template, profile, CertificateProfile.Kind.AUTHORITY, Optional.of(definition), actor);
    }

    /** Issues the certificate of a time-stamping unit of our own, with the same exceptions; it has no subscriber. */
    public IssuedCertificate certifyUnit(
            CertificateAuthority issuer, CertificateTemplate template, CertificateProfile profile, Actor actor) {
        requireNotRevoked(issuer);
        if (profile.type() != CertificateType.TIME_STAMPING_UNIT) {
            throw new IllegalArgumentException("no time-stamping unit's: " + profile.id());
        }
        return certify(issuer, template, profile, CertificateProfile.Kind.SUBSCRIBER, Optional.empty(), actor);
    }

    private void requireNotRevoked(CertificateAuthority issuer) {
        if (revoked.contains(issuer.chain())) {
            throw new IllegalStateException("the authority " + issuer.id() + " is revoked; it certifies nobody");
        }
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
        issuer.requireReady();
        Sha256 key = issuer.certificate().key().fingerprint();
        return completion.of(IntentDraft.own(issuer.id(), key, linted, actor), issuer::sign);
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
        return completion.of(IntentDraft.own(root, template.key().fingerprint(), linted, actor), signer);
    }

    /** Now, and a serial number that nobody can guess. */
    public Templates.Moment moment() {
        return new Templates.Moment(clock.instant(), SerialNumber.random(random));
    }

    /** The templates of the policy in force. */
    public Templates templates() {
        return new Templates(policy.bundle());
    }

    private IntentDraft draft(
            ApprovedRequest request,
            CertificateProfile profile,
            CertificateAuthority authority,
            LintedCertificate linted,
            List<ProvedName> names,
            List<String> found) {
        return new IntentDraft(
                UUID.randomUUID(),
                Optional.of(request.id()),
                request.attempt(),
                request.holder(profile),
                authority.id(),
                authority.certificate().key().fingerprint(),
                linted,
                request.actor(),
                names,
                found);
    }

    private LintedCertificate linted(
            CertificateTemplate template,
            CertificateProfile profile,
            Optional<Certificate> issuer,
            Optional<HierarchyPolicy.Authority> definition,
            Actor actor) {
        PolicyBundle bundle = policy.bundle();
        Optional<Refusal> hold = profile.kind() == CertificateProfile.Kind.RESPONDER
                ? Optional.empty()
                : stop.refusal().or(bundle::hold);
        if (hold.isPresent()) {
            Refusal why = hold.get();
            throw external.objected(profile.id(), List.of(new Finding(why.rule(), why.citation(), why.value())), actor);
        }
        LintedCertificate linted =
                switch (linter.lint(template, profile, issuer, definition, bundle, clock.instant())) {
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

    private static Refusal broken(List<Finding> findings, CertificateProfile profile, PolicyBundle bundle) {
        String key = Linter.governingKey(findings.getFirst().rule()).orElse("id");
        return new Refusal.BreaksRules(findings, bundle.place(profile, key));
    }

    private static Refusal unknown(ApprovedRequest request, PolicyBundle bundle) {
        return new Refusal.UnknownProfile(request.profile().value(), bundle.subscriberProfiles());
    }
}
