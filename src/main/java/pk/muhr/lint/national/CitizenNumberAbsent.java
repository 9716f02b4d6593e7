package pk.muhr.lint.national;

import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.lint.rule.SubjectAttribute;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.GeneralNameText;

/** A citizen's number stands in no certificate of a machine or an organisation. */
final class CitizenNumberAbsent extends CertificateRule {

    private static final int DIGITS = 13;

    /** Where the hyphens of the printed form stand, counted in digits. */
    private static final Set<Integer> HYPHENS = Set.of(5, 12);

    CitizenNumberAbsent() {
        super(
                "citizen-number-absent",
                "normative reference 1.5, EN 319 412-1 §5.1.3",
                Scope.of(
                        CertificateType.TLS_SERVER,
                        CertificateType.AUTHENTICATION_DEVICE,
                        CertificateType.CODE_SIGNER,
                        CertificateType.ESEAL,
                        CertificateType.TIME_STAMPING_UNIT,
                        CertificateType.OCSP_RESPONDER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        for (SubjectAttribute attribute : s.attributes()) {
            // a number in the register of sales tax has 13 digits too
            boolean register = attribute.is(AttributeType.ORGANIZATION_IDENTIFIER);
            if (named(attribute.value()) || !register && holdsNumber(attribute.value())) {
                return Optional.of(attribute.name() + " holds the number of a citizen");
            }
        }
        for (GeneralNameText name : s.names()) {
            if (named(name.value()) || holdsNumber(name.value())) {
                return Optional.of("subjectAltName holds the number of a citizen");
            }
        }
        return Optional.empty();
    }

    private static boolean named(String value) {
        return value.contains("PNOPK") || value.contains("IDCPK");
    }

    /** Whether 13 digits stand together, plain or with the hyphens of the card, and no digit beside them. */
    private static boolean holdsNumber(String value) {
        int digits = 0;
        char first = '0';
        for (int at = 0; at <= value.length(); at++) {
            char character = at < value.length() ? value.charAt(at) : ' ';
            if (character >= '0' && character <= '9') {
                first = digits == 0 ? character : first;
                digits++;
            } else if (character != '-' || !HYPHENS.contains(digits)) {
                if (digits == DIGITS && first != '0') {
                    return true;
                }
                digits = 0;
            }
        }
        return false;
    }
}
