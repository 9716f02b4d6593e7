package pk.muhr.lint.signature;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Extensions;

/** Statements are never critical. */
final class StatementsUncritical extends CertificateRule {

    StatementsUncritical() {
        super("qc-statements-not-critical", "EN 319 412-5 §4.1, S/MIME BR §7.1.2.3 k", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(!s.has(Extensions.QC_STATEMENTS, true), "qcStatements must not be critical");
    }
}
