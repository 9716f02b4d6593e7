package pk.muhr.lint.key;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** The key is of a kind and size that the profile names. */
final class KeyPermitted extends CertificateRule {

    KeyPermitted() {
        super("key-permitted", "BR §6.1.5", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.profile().permits(s.certificate().key()),
                () -> "the key is " + s.certificate().key().label() + " and not one of "
                        + s.profile().keyNames());
    }
}
