package pk.muhr.lint.name;

import java.util.Optional;

import org.bouncycastle.asn1.x500.RDN;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.lint.rule.SubjectAttribute;
import pk.muhr.x509.AttributeType;

/** Each relative name has one attribute, and they stand in the order that BR gives. */
final class SubjectOrder extends CertificateRule {

    SubjectOrder() {
        super("subject-order", "BR §7.1.4.2", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        AttributeType last = AttributeType.DOMAIN_COMPONENT;
        for (RDN rdn : s.relativeNames()) {
            if (rdn.size() != 1) {
                return Optional.of("the subject has two attributes in one relative name");
            }
        }
        for (SubjectAttribute attribute : s.attributes()) {
            AttributeType type = attribute.type().orElse(last);
            if (type.compareTo(last) < 0) {
                return Optional.of("in the subject " + type.label() + " stands after " + last.label());
            }
            last = type;
        }
        return Optional.empty();
    }
}
