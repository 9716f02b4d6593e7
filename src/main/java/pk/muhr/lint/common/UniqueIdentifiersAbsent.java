package pk.muhr.lint.common;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** Issuer and subject have no unique identifiers. */
final class UniqueIdentifiersAbsent extends CertificateRule {

    UniqueIdentifiersAbsent() {
        super("unique-identifiers-absent", "RFC 5280 §4.1.2.8, BR §7.1.2", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.tbs().getIssuerUniqueId() == null && s.tbs().getSubjectUniqueId() == null,
                "it has an issuerUniqueID or a subjectUniqueID");
    }
}
