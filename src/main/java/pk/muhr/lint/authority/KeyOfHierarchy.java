package pk.muhr.lint.authority;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** An authority has the kind of key that hierarchy.yaml gives it. */
final class KeyOfHierarchy extends CertificateRule {

    KeyOfHierarchy() {
        super("ca-key-of-hierarchy", "BR §6.1.5", Scope.AUTHORITIES);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        String found = s.certificate().key().label();
        return unless(
                s.authority()
                        .filter(authority -> authority.key().label().equals(found))
                        .isPresent(),
                () -> "the key is " + found + " and not the one of hierarchy.yaml");
    }
}
