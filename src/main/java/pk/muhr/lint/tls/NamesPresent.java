package pk.muhr.lint.tls;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.Extensions;

/** A server has a name, which stands in the alternative names. */
final class NamesPresent extends CertificateRule {

    NamesPresent() {
        super("tls-names-present", "BR §7.1.2.7.12", Scope.of(CertificateType.TLS_SERVER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                !s.names().isEmpty() && s.has(Extensions.SUBJECT_ALTERNATIVE_NAME, false),
                "subjectAltName must hold a name and not be critical");
    }
}
