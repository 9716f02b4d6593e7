package pk.muhr.lint.name;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.lint.rule.SubjectAttribute;

/** No attribute begins or ends with a space or has two in a row. */
final class SubjectWhitespace extends CertificateRule {

    SubjectWhitespace() {
        super("subject-whitespace", "BR §7.1.4.2, RFC 4518 §2.6.1", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        for (SubjectAttribute attribute : s.attributes()) {
            String value = attribute.value();
            if (!value.equals(value.strip()) || value.contains("  ")) {
                return Optional.of(attribute.name() + " begins or ends with a space, or has two in a row");
            }
        }
        return Optional.empty();
    }
}
