package pk.muhr.lint.name;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.lint.rule.SubjectAttribute;
import pk.muhr.x509.AttributeType;

/** Each attribute has a character at least and at most as many as its upper bound. */
final class SubjectLength extends CertificateRule {

    SubjectLength() {
        super("subject-length", "RFC 5280 appendix A.1", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        for (SubjectAttribute attribute : s.attributes()) {
            int length = attribute.value().codePointCount(0, attribute.value().length());
            int most = attribute.type().map(AttributeType::upperBound).orElse(Integer.MAX_VALUE);
            if (length == 0 || length > most) {
                return Optional.of(attribute.name() + " has " + length + " characters; at most " + most);
            }
        }
        return Optional.empty();
    }
}
