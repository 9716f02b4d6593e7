package pk.muhr.lint.signature;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.QcStatement;

/** No statement stands twice. */
final class StatementsOnce extends CertificateRule {

    StatementsOnce() {
        super("qc-statements-once", "EN 319 412-5 §4.1", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Set<String> seen = new HashSet<>();
        for (QcStatement statement : s.statements()) {
            if (!seen.add(statement.oid())) {
                return Optional.of("qcStatements holds " + statement.oid() + " twice");
            }
        }
        return Optional.empty();
    }
}
