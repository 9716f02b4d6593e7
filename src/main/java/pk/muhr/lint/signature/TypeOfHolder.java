package pk.muhr.lint.signature;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.QcStatement;

/** The type, where it is said, is the one of the certificate, and it is said with the law it belongs to. */
final class TypeOfHolder extends CertificateRule {

    TypeOfHolder() {
        super("qc-type", "EN 319 412-5 §4.2.3", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Optional<QcStatement> found = s.statement(QcStatement.TYPE);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        boolean seal = s.is(CertificateType.ESEAL);
        return unless(
                (seal || s.is(CertificateType.DIGITAL_SIGNATURE))
                        && found.get().equals(QcStatement.type(seal))
                        && s.statement(QcStatement.LEGISLATION).isPresent(),
                "QcType must be the one of the certificate's type, with QcCClegislation");
    }
}
