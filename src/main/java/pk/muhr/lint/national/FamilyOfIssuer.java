package pk.muhr.lint.national;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** The issuer may issue for every purpose that the certificate has. */
final class FamilyOfIssuer extends CertificateRule {

    FamilyOfIssuer() {
        super("issuer-of-family", "BR §7.1.2.3, Mozilla 5.3, Chrome 1.3.2", Scope.SUBSCRIBERS);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        List<String> permitted = s.issuer().keyPurposes();
        return unless(
                permitted.containsAll(s.purposes()),
                () -> "the issuer is for " + permitted + " and not for all of " + s.purposes());
    }
}
