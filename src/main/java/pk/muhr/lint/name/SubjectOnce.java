package pk.muhr.lint.name;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.lint.rule.SubjectAttribute;
import pk.muhr.x509.AttributeType;

/** No attribute stands twice, but for domain components. */
final class SubjectOnce extends CertificateRule {

    SubjectOnce() {
        super("subject-once", "BR §7.1.4.1", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Set<String> seen = new HashSet<>();
        for (SubjectAttribute attribute : s.attributes()) {
            if (!attribute.is(AttributeType.DOMAIN_COMPONENT) && !seen.add(attribute.oid())) {
                return Optional.of("the subject holds " + attribute.name() + " twice");
            }
        }
        return Optional.empty();
    }
}
