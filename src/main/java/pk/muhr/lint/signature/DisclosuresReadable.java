package pk.muhr.lint.signature;

import java.util.Optional;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1Sequence;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.QcStatement;

/** A disclosure statement stands at an https address, its language in two small letters. */
final class DisclosuresReadable extends CertificateRule {

    DisclosuresReadable() {
        super("qc-disclosures", "EN 319 412-5 §4.3.4", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Optional<QcStatement> found = s.statement(QcStatement.DISCLOSURE);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        for (ASN1Encodable each :
                ASN1Sequence.getInstance(found.get().information().orElseThrow().decode())) {
            ASN1Sequence location = ASN1Sequence.getInstance(each);
            String url = ASN1IA5String.getInstance(location.getObjectAt(0)).getString();
            String language =
                    ASN1PrintableString.getInstance(location.getObjectAt(1)).getString();
            boolean small = language.length() == 2 && language.chars().allMatch(c -> c >= 'a' && c <= 'z');
            if (!url.startsWith("https://") || !small) {
                return Optional.of("a disclosure statement is not at an https address with a language of two small"
                        + " letters: " + url + " " + language);
            }
        }
        return Optional.empty();
    }
}
