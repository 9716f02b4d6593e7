package pk.muhr.lint.authority;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** An authority is named as hierarchy.yaml names it. */
final class SubjectOfHierarchy extends CertificateRule {

    SubjectOfHierarchy() {
        super("ca-subject-of-hierarchy", "BR §7.1.4.1", Scope.AUTHORITIES);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.authority()
                        .filter(authority ->
                                authority.subjectName().equals(s.certificate().subject()))
                        .isPresent(),
                "the subject is not the one of hierarchy.yaml");
    }
}
