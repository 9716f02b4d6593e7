package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Extensions;

/** A subscriber's certificate says under which policies it is issued, and never under any whatever. */
final class AnyPolicyAbsent extends CertificateRule {

    AnyPolicyAbsent() {
        super("any-policy-absent", "BR §7.1.2.7.9, RFC 5280 §4.2.1.4", Scope.SUBSCRIBERS);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(!s.policies().contains(Extensions.ANY_POLICY), "certificatePolicies holds anyPolicy");
    }
}
