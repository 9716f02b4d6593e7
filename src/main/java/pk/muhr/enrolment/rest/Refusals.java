package pk.muhr.enrolment.rest;

import pk.muhr.policy.Refusal;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Says a refusal in the words of RFC 9457. A new kind of refusal does not compile until it is said here. */
final class Refusals {

    private Refusals() {}

    static ProblemException problem(Refusal refusal) {
        int status =
                switch (refusal) {
                    case Refusal.MalformedRequest r -> 400;
                    case Refusal.UnknownProfile r -> 400;
                    case Refusal.PossessionNotProved r -> 422;
                    case Refusal.KeyNotPermitted r -> 422;
                    case Refusal.NameNotPermitted r -> 422;
                    case Refusal.AuthorityNotPermitted r -> 422;
                    case Refusal.OutlivesIssuer r -> 422;
                    case Refusal.BreaksRules r -> 422;
                    case Refusal.NameNotProved r -> 403;
                    case Refusal.KeyInUse r -> 409;
                };
        return new ProblemException(Problem.of(
                        status,
                        refusal.rule(),
                        "The request was refused",
                        "The rule " + refusal.rule() + " (" + refusal.citation() + ") says no; nothing was issued.")
                .withValue(refusal.value())
                .withFix(refusal.fix()));
    }
}
