package pk.muhr.lint.common;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** A certificate lives no longer than its profile says, both ends counted. */
final class ValidityOfProfile extends CertificateRule {

    ValidityOfProfile() {
        super("validity-of-profile", "BR §6.3.2", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.length().compareTo(s.profile().validity()) <= 0,
                () -> "it lives for " + s.length() + ", longer than the "
                        + s.profile().validityDays() + " days of its profile");
    }
}
