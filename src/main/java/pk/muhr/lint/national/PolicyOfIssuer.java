package pk.muhr.lint.national;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Extensions;

/** The issuer asserts every policy of the certificate, or any; others would not be valid. */
final class PolicyOfIssuer extends CertificateRule {

    PolicyOfIssuer() {
        super("issuer-asserts-policies", "RFC 5280 §6.1.3 d", Scope.SUBSCRIBERS);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        List<String> asserted = s.issuer().policies();
        return unless(
                asserted.contains(Extensions.ANY_POLICY) || asserted.containsAll(s.policies()),
                () -> "the issuer asserts " + asserted + " and not all of " + s.policies());
    }
}
