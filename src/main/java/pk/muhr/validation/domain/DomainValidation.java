package pk.muhr.validation.domain;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.identity.BodyId;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.validation.DomainMethod;
import pk.muhr.validation.DomainProof;
import pk.muhr.validation.OpenChallenges;
import pk.muhr.x509.DnsName;

/** How a body proves a domain: it asks for a value, puts it at its place, and has us look for it (BR 3.2.2.4). */
@ApplicationScoped
public class DomainValidation {

    /** Looks at the outside at the same moment; each may take ten seconds, and threads are for everybody. */
    private static final int MOST_LOOKS = 8;

    private final DomainControl control;
    private final DomainChallenges challenges;
    private final ActivePolicy policy;
    private final Clock clock;
    private final Semaphore looks = new Semaphore(MOST_LOOKS);

    DomainValidation(DomainControl control, DomainChallenges challenges, ActivePolicy policy, Clock clock) {
        this.control = control;
        this.challenges = challenges;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * A fresh challenge.
     *
     * @param domain as it was written
     * @param method {@code dns-txt} or {@code http-file}
     * @throws ProblemException when nobody can prove such a name, when it is another body's, or when the body has too many
     *     challenges
     */
    public DomainChallenge ask(BodyId body, String domain, String method, Actor by) {
        DnsName name = domain(domain);
        DomainMethod chosen = DomainMethod.ofLabel(method)
                .orElseThrow(() -> malformed("method", method, "write dns-txt or http-file"));
        return control.ask(body, name, chosen, by).orElseThrow(() -> held(name));
    }

    /**
     * Looks for the value of an open challenge now.
     *
     * @param which the challenge's id, as it was written
     * @throws ProblemException when there is no such challenge, or the value is not at its place
     */
    public DomainProof check(BodyId body, String which, Actor by) {
        DomainChallenge challenge = uuid(which)
                .flatMap(id -> challenges.open(body, id, clock.instant()))
                .orElseThrow(() -> OpenChallenges.unknown(which, "domains"));
        if (!looks.tryAcquire()) {
            throw new ProblemException(Problem.of(
                            503, "checks-busy", "Too many checks", "As many domains are looked at as may be at once.")
                    .withFix("ask for the check again in a few seconds"));
        }
        try {
            return switch (control.check(challenge, by)) {
                case DomainCheck.Proved(DomainProof proof) -> proof;
                case DomainCheck.NotFound(String instead) -> throw notProved(challenge, instead);
                case DomainCheck.Held() -> throw held(challenge.domain());
                case DomainCheck.Spent() -> throw OpenChallenges.unknown(which, "domains");
            };
        } finally {
            looks.release();
        }
    }

    private DnsName domain(String text) {
        DnsName domain;
        try {
            domain = new DnsName(text);
        } catch (IllegalArgumentException e) {
            throw malformed("domain", text, e.getMessage());
        }
        if (domain.isWildcard()) {
            throw malformed("domain", text, "leave out the wildcard: dns-txt proves all names below the domain");
        }
        if (domain.value().length() > DomainChallenge.LONGEST_DOMAIN) {
            throw malformed("domain", text, "prove a domain above it, by dns-txt");
        }
        if (domain.isPublicSuffix() || isAuthoritysOwn(domain)) {
            throw new ProblemException(Problem.of(
                            422,
                            "domain-not-provable",
                            "Nobody's domain",
                            "Others register names of their own directly below this one (BR 3.2.2.6).")
                    .withValue(text)
                    .withFix("prove the domain that is registered for the body below it"));
        }
        return domain;
    }

    /** What a whole domain of the hierarchy lies below belongs to no body. */
    private boolean isAuthoritysOwn(DnsName domain) {
        return policy.bundle().hierarchy().domains().stream().anyMatch(each -> each.reachesUpTo(domain));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static ProblemException notProved(DomainChallenge challenge, String instead) {
        return new ProblemException(
                Problem.of(422, "domain-not-proved", "The value is not there", "Nothing is proved: " + instead + ".")
                        .withValue(challenge.domain().value())
                        .withFix(challenge.instruction())
                        .withSource("BR §" + challenge.method().clause(), Optional.empty()));
    }

    private static ProblemException held(DnsName domain) {
        return new ProblemException(Problem.of(
                        409,
                        "domain-held",
                        "Another body's domain",
                        "Another body's proof of this domain still counts.")
                .withValue(domain.value())
                .withFix("have that body's officers say whose domain it is; a registration officer ends its proof if it"
                        + " is not theirs, then ask again"));
    }

    private static ProblemException malformed(String member, String value, String fix) {
        return new ProblemException(
                Problem.of(400, "domain-malformed", "Not a domain", "The member " + member + " cannot be used.")
                        .withValue(String.valueOf(value))
                        .withFix(fix));
    }
}
