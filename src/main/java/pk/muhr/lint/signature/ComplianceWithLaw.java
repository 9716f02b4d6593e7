package pk.muhr.lint.signature;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1Sequence;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.QcStatement;

/** Compliance is said together with Pakistan's law: alone it would claim a qualified certificate of the European Union. */
final class ComplianceWithLaw extends CertificateRule {

    ComplianceWithLaw() {
        super("qc-compliance-names-its-law", "EN 319 412-5 §4.2.1, §4.2.4", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        boolean compliant = s.statement(QcStatement.COMPLIANCE).isPresent();
        Optional<QcStatement> law = s.statement(QcStatement.LEGISLATION);
        boolean ours = false;
        if (law.isPresent()) {
            for (ASN1Encodable country : ASN1Sequence.getInstance(
                    law.get().information().orElseThrow().decode())) {
                ours |= ASN1PrintableString.getInstance(country).getString().equals("PK");
            }
        }
        return unless(law.isEmpty() ? !compliant : ours, "QcCompliance needs QcCClegislation, and that must hold PK");
    }
}
