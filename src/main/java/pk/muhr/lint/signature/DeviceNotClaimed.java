package pk.muhr.lint.signature;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** Nothing claims a qualified device of the European Union. */
final class DeviceNotClaimed extends CertificateRule {

    DeviceNotClaimed() {
        super("qc-no-device", "EN 319 412-5 §4.2.2", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.statement("0.4.0.1862.1.4").isEmpty()
                        || s.statement("0.4.0.1862.1.9").isPresent(),
                "QcSSCD without QcQSCDlegislation claims a qualified device of the European Union");
    }
}
