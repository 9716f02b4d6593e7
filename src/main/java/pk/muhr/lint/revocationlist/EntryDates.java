package pk.muhr.lint.revocationlist;

import java.time.Instant;
import java.util.Optional;

import org.bouncycastle.asn1.x509.TBSCertList;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;

/** Nothing is revoked after the list was made. */
final class EntryDates extends RevocationListRule {

    EntryDates() {
        super("crl-entry-dates", "RFC 5280 §5.1.2.6");
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        for (TBSCertList.CRLEntry entry : s.entries()) {
            Instant revoked = entry.getRevocationDate().getDate().toInstant();
            if (revoked.isAfter(s.list().thisUpdate())) {
                return Optional.of("an entry is revoked at " + revoked + ", after the list was made");
            }
        }
        return Optional.empty();
    }
}
