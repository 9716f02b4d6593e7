package pk.muhr.lint.common;

import static pk.muhr.lint.rule.Rule.unless;

import java.time.Duration;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** A certificate lives no longer than floors.yaml permits its type on the day that it begins. */
final class ValidityOfFloors extends CertificateRule {

    ValidityOfFloors() {
        super("validity-of-floors", "BR §6.3.2, S/MIME BR §6.3.2, CSBR §6.3.2", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Duration most =
                s.bundle().floors().maximum(s.profile().type(), s.certificate().notBefore());
        return unless(
                s.length().compareTo(most) <= 0,
                () -> "it lives for " + s.length() + "; floors.yaml permits " + most.toDays()
                        + " days to what begins on that day");
    }
}
