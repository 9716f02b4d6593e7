package pk.muhr.lint.revocationlist;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.TBSCertList;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;

/** Each entry has a serial number of its own. */
final class EntriesOnce extends RevocationListRule {

    private static final int BITS = 159;

    EntriesOnce() {
        super("crl-entries-once", "RFC 5280 §5.1.2.6");
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        Set<ASN1Integer> seen = new HashSet<>();
        for (TBSCertList.CRLEntry entry : s.entries()) {
            ASN1Integer serial = entry.getUserCertificate();
            if (serial.getValue().signum() <= 0 || serial.getValue().bitLength() > BITS) {
                return Optional.of("an entry has no serial number: " + serial);
            }
            if (!seen.add(serial)) {
                return Optional.of("the serial number " + serial.getValue().toString(16) + " stands twice");
            }
        }
        return Optional.empty();
    }
}
