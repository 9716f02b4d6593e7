package pk.muhr.lint.signature;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.NaturalIdentifier;
import pk.muhr.x509.OrganizationIdentifier;
import pk.muhr.x509.QcStatement;

/** The semantics identifier says what the holder is, and promises an identifier of a register that it knows. */
final class SemanticsOfHolder extends CertificateRule {

    SemanticsOfHolder() {
        super("qc-semantics", "EN 319 412-1 §5.1", Scope.of(CertificateType.DIGITAL_SIGNATURE, CertificateType.ESEAL));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Optional<QcStatement> found = s.statement(QcStatement.SEMANTICS);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        boolean seal = s.is(CertificateType.ESEAL);
        return unless(
                found.get().equals(QcStatement.semantics(seal)) && (seal ? isRegistered(s) : isNumbered(s)),
                "the semantics identifier does not fit the holder or the holder's identifier");
    }

    /** Of a register of EN 319 412-1 §5.1.4, which knows no GOV. */
    private static boolean isRegistered(CertificateSubject s) {
        return s.values(AttributeType.ORGANIZATION_IDENTIFIER).stream()
                .noneMatch(identifier ->
                        OrganizationIdentifier.of(identifier).scheme() == OrganizationIdentifier.Scheme.GOV);
    }

    /** A number as §5.1.3 writes them; a hash is none. */
    private static boolean isNumbered(CertificateSubject s) {
        return s.values(AttributeType.SERIAL_NUMBER).stream()
                .allMatch(number -> NaturalIdentifier.of(number).semantics().equals(number));
    }
}
