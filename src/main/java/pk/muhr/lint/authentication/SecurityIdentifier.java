package pk.muhr.lint.authentication;

import static pk.muhr.lint.rule.Rule.unless;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.Extensions;

/** A security identifier is that of an account in a domain, in the one DER that domain controllers read. */
final class SecurityIdentifier extends CertificateRule {

    private static final Pattern SID = Pattern.compile("S-1-5-21(-(0|[1-9][0-9]{0,9})){4}");

    SecurityIdentifier() {
        super("authentication-security-identifier", "MS-WCCE §2.2.2.7.7.4, MS-DTYP §2.4.2.1", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        if (!s.has(Extensions.SECURITY_IDENTIFIER)) {
            return Optional.empty();
        }
        GeneralName[] names = GeneralNames.getInstance(s.value(Extensions.SECURITY_IDENTIFIER))
                .getNames();
        OtherName other = OtherName.getInstance(names[0].getName());
        String sid = new String(ASN1OctetString.getInstance(other.getValue()).getOctets(), StandardCharsets.US_ASCII);
        return unless(
                s.is(CertificateType.AUTHENTICATION_PERSON)
                        && SID.matcher(sid).matches()
                        && s.extension(Extensions.SECURITY_IDENTIFIER)
                                .equals(Optional.of(Extensions.securityIdentifier(sid))),
                "the security identifier must be S-1-5-21-… of a person's account, in the encoding of MS-WCCE, not"
                        + " critical");
    }
}
