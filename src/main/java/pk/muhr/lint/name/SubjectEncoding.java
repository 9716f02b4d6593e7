package pk.muhr.lint.name;

import java.util.Optional;

import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1UTF8String;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.lint.rule.SubjectAttribute;
import pk.muhr.x509.AttributeType;

/** Each attribute has the string type of its definition. */
final class SubjectEncoding extends CertificateRule {

    SubjectEncoding() {
        super("subject-encoding", "RFC 5280 appendix A.1, BR §7.1.4.2", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        for (SubjectAttribute attribute : s.attributes()) {
            if (attribute.type().isPresent() && !right(attribute.type().get(), attribute.encoded())) {
                return Optional.of(attribute.name() + " is encoded as a "
                        + attribute.encoded().getClass().getSimpleName());
            }
        }
        return Optional.empty();
    }

    private static boolean right(AttributeType type, ASN1Primitive string) {
        return switch (type) {
            case COUNTRY, SERIAL_NUMBER -> string instanceof ASN1PrintableString;
            case DOMAIN_COMPONENT, EMAIL_ADDRESS -> string instanceof ASN1IA5String;
            default -> string instanceof ASN1UTF8String || string instanceof ASN1PrintableString;
        };
    }
}
