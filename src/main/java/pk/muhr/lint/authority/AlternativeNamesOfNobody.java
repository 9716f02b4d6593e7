package pk.muhr.lint.authority;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Extensions;

/** An authority has no alternative names. */
final class AlternativeNamesOfNobody extends CertificateRule {

    AlternativeNamesOfNobody() {
        super("ca-alternative-names-absent", "BR §7.1.2.6", Scope.AUTHORITIES);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(!s.has(Extensions.SUBJECT_ALTERNATIVE_NAME), "an authority's certificate has no subjectAltName");
    }
}
