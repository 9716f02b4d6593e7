package pk.muhr.lint.authority;

import static pk.muhr.lint.rule.Rule.unless;

import java.time.Duration;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;

/** A root lives as long as the floors ask at least. */
final class RootLastsLongEnough extends CertificateRule {

    RootLastsLongEnough() {
        super("root-minimum-validity", "BR §7.1.2.1.1", Scope.of(CertificateType.ROOT_CA));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        int least = s.bundle().floors().rootMinimumDays();
        return unless(
                s.length().compareTo(Duration.ofDays(least)) >= 0,
                () -> "a root lives " + least + " days at least, not "
                        + s.length().toDays());
    }
}
