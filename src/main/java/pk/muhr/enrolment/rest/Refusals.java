package pk.muhr.enrolment.rest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import pk.muhr.policy.Finding;
import pk.muhr.policy.PolicyPlace;
import pk.muhr.policy.Refusal;
import pk.muhr.problem.Problem;
import pk.muhr.problem.Problem.Breach;
import pk.muhr.problem.ProblemException;

/** Says a refusal in the words of RFC 9457. A new kind of refusal does not compile until it is said here. */
public final class Refusals {

    private Refusals() {}

    /** The problem that a refusal is. */
    public static ProblemException problem(Refusal refusal) {
        int status =
                switch (refusal) {
                    case Refusal.MalformedRequest r -> 400;
                    case Refusal.UnknownProfile r -> 400;
                    case Refusal.PossessionNotProved r -> 422;
                    case Refusal.KeyNotPermitted r -> 422;
                    case Refusal.NameNotPermitted r -> 422;
                    case Refusal.AuthorityNotPermitted r -> 422;
                    case Refusal.OutlivesIssuer r -> 422;
                    case Refusal.AuthorityNotMade r -> 422;
                    case Refusal.AuthorityRevoked r -> 422;
                    case Refusal.BreaksRules r -> 422;
                    case Refusal.NameNotProved r -> 403;
                    case Refusal.CaaForbids r -> 403;
                    case Refusal.CaaUnanswered r -> 422;
                    case Refusal.PersonNotProved r -> 403;
                    case Refusal.OrganizationNotProved r -> 403;
                    case Refusal.BodyNotActive r -> 403;
                    case Refusal.NotApproved r -> 403;
                    case Refusal.KeyInUse r -> 409;
                    case Refusal.QuotaReached r -> 429;
                    case Refusal.IssuanceStopped r -> 503;
                    case Refusal.Held r -> 503;
                    case Refusal.ClockJumped r -> 503;
                    case Refusal.PolicyBroken r -> 503;
                };
        List<Breach> breaches = refusal instanceof Refusal.BreaksRules broken
                ? broken.findings().stream().map(Refusals::breach).toList()
                : List.of();
        return new ProblemException(Problem.of(
                        status,
                        slug(refusal.rule()),
                        "The request was refused",
                        "The rule " + refusal.rule() + " (" + refusal.citation() + ") says no; nothing was issued.")
                .withRule(refusal.rule())
                .withValue(refusal.value())
                .withFix(refusal.fix())
                .withBreaches(breaches)
                .withSource(refusal.citation().clause(), refusal.place().map(PolicyPlace::path)));
    }

    /** Rules of others have names of their own form, such as zlint's {@code e_dnsname_empty_label}. */
    private static String slug(String rule) {
        String words =
                rule.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return words.isEmpty() ? "rules-broken" : words;
    }

    private static Breach breach(Finding finding) {
        return new Breach(finding.rule(), finding.citation().clause(), Optional.of(finding.found()), Optional.empty());
    }
}
