package pk.muhr.evidence.log;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.problem.Problem;
import pk.muhr.problem.Standstill;
import pk.muhr.safety.Hold;

/**
 * While nothing is signed here, nothing is promised either: what the database takes now is lost when the right one is back,
 * and what it says of a certificate may not be so any more.
 */
@ApplicationScoped
class HeldInstallation implements Standstill {

    private final Hold hold;

    HeldInstallation(Hold hold) {
        this.hold = hold;
    }

    @Override
    public Optional<Problem> problem() {
        return hold.refusal()
                .map(why -> Problem.of(503, "installation-held", "Not now", "Nothing is changed or signed for now.")
                        .withValue(why.value())
                        .withFix(why.fix()));
    }
}
