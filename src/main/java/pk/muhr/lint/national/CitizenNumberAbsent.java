package pk.muhr.lint.national;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;

/** A person's number stands in the clear in no certificate of a machine, an organisation or a mailbox. */
final class CitizenNumberAbsent extends CertificateRule {

    CitizenNumberAbsent() {
        super(
                "citizen-number-absent",
                "normative reference 1.5, EN 319 412-1 §5.1.3",
                Scope.of(
                        CertificateType.TLS_SERVER,
                        CertificateType.SMIME,
                        CertificateType.AUTHENTICATION_DEVICE,
                        CertificateType.CODE_SIGNER,
                        CertificateType.ESEAL,
                        CertificateType.TIME_STAMPING_UNIT,
                        CertificateType.OCSP_RESPONDER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return PersonNumber.place(s, PersonIdentifierForm::isHash)
                .map(place -> place + " holds the number of a person");
    }
}
