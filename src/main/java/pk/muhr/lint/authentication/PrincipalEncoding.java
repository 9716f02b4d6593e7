package pk.muhr.lint.authentication;

import java.util.Optional;

import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.UserPrincipalName;

/** A user principal name is an otherName with a UTF8String in its canonical form. */
final class PrincipalEncoding extends CertificateRule {

    private static final String PRINCIPAL = "1.3.6.1.4.1.311.20.2.3";

    PrincipalEncoding() {
        super("authentication-principal", "MS-WCCE §2.2.2.7.7, RFC 5280 §4.2.1.6", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        if (!s.has(Extensions.SUBJECT_ALTERNATIVE_NAME)) {
            return Optional.empty();
        }
        for (GeneralName name : GeneralNames.getInstance(s.value(Extensions.SUBJECT_ALTERNATIVE_NAME))
                .getNames()) {
            if (name.getTagNo() != GeneralName.otherName) {
                continue;
            }
            OtherName other = OtherName.getInstance(name.getName());
            if (other.getTypeID().getId().equals(PRINCIPAL)
                    && (!(other.getValue().toASN1Primitive() instanceof ASN1UTF8String text)
                            || !new UserPrincipalName(text.getString()).value().equals(text.getString()))) {
                return Optional.of("a user principal name must be a UTF8String in its canonical form");
            }
        }
        return Optional.empty();
    }
}
