package pk.muhr.lint.revocationlist;

import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.x509.TBSCertList;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;

/** A key was no longer trustworthy before its certificate was revoked, or at that moment. */
final class InvalidityDates extends RevocationListRule {

    InvalidityDates() {
        super("crl-invalidity-date", "RFC 5280 §5.3.2");
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        for (TBSCertList.CRLEntry entry : s.entries()) {
            ASN1Encodable date = entry.getExtensions() == null
                    ? null
                    : entry.getExtensions()
                            .getExtensionParsedValue(org.bouncycastle.asn1.x509.Extension.invalidityDate);
            if (date != null
                    && time(date).isAfter(entry.getRevocationDate().getDate().toInstant())) {
                return Optional.of("an entry has an invalidityDate after its revocationDate");
            }
        }
        return Optional.empty();
    }

    private static Instant time(ASN1Encodable date) {
        try {
            return ASN1GeneralizedTime.getInstance(date).getDate().toInstant();
        } catch (ParseException e) {
            throw new IllegalArgumentException("an invalidityDate is no GeneralizedTime", e);
        }
    }
}
