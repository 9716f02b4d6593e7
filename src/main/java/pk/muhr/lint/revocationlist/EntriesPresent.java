package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.TBSCertList;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;

/** An empty list of entries is left out. */
final class EntriesPresent extends RevocationListRule {

    /** Signature and issuer are the two sequences that every list has. */
    private static final int SEQUENCES_BEFORE = 2;

    EntriesPresent() {
        super("crl-entries-present", "RFC 5280 §5.1.2.6");
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        return unless(
                !emptyListIsEncoded(s.encoded()),
                "revokedCertificates is there and empty; an empty one must be left out");
    }

    private static boolean emptyListIsEncoded(TBSCertList encoded) {
        int sequences = 0;
        for (ASN1Encodable field : (ASN1Sequence) encoded.toASN1Primitive()) {
            if (field.toASN1Primitive() instanceof ASN1Sequence sequence
                    && ++sequences > SEQUENCES_BEFORE
                    && sequence.size() == 0) {
                return true;
            }
        }
        return false;
    }
}
