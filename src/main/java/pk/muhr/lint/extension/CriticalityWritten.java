package pk.muhr.lint.extension;

import java.util.Optional;

import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** An extension that is not critical does not say so: DER leaves out what is the default. */
final class CriticalityWritten extends CertificateRule {

    private static final int EXTENSIONS = 3; // the tag

    CriticalityWritten() {
        super("criticality-default", "RFC 5280 §4.1, X.690 §11.5", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        ASN1Sequence fields = (ASN1Sequence) s.certificate().tbs().decode();
        if (!(fields.getObjectAt(fields.size() - 1) instanceof ASN1TaggedObject last)
                || last.getTagNo() != EXTENSIONS) {
            return Optional.empty();
        }
        ASN1Sequence extensions = ASN1Sequence.getInstance(last, true);
        for (ASN1Encodable extension : extensions) {
            ASN1Sequence parts = ASN1Sequence.getInstance(extension);
            if (parts.size() == 3
                    && !ASN1Boolean.getInstance(parts.getObjectAt(1)).isTrue()) {
                return Optional.of("the extension " + parts.getObjectAt(0) + " spells out that it is not critical");
            }
        }
        return Optional.empty();
    }
}
