package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;
import java.util.Set;

import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.TBSCertList;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;

/** An entry has a reason that this authority may give and an invalidity date, not critical; unspecified is left out. */
final class EntryExtensions extends RevocationListRule {

    private static final Set<Integer> SUBSCRIBER_REASONS = Set.of(1, 3, 4, 5, 9);
    private static final Set<Integer> AUTHORITY_REASONS = Set.of(1, 2, 3, 4, 5, 9);

    EntryExtensions() {
        super("crl-entry-extensions", "RFC 5280 §5.3, BR §7.2.2");
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        Set<Integer> permitted = s.coversSubscribers() ? SUBSCRIBER_REASONS : AUTHORITY_REASONS;
        for (TBSCertList.CRLEntry entry : s.entries()) {
            if (entry.getExtensions() == null) {
                continue;
            }
            for (ASN1ObjectIdentifier oid : entry.getExtensions().getExtensionOIDs()) {
                Optional<String> wrong = wrong(entry.getExtensions().getExtension(oid), permitted);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> wrong(org.bouncycastle.asn1.x509.Extension extension, Set<Integer> permitted) {
        if (extension.isCritical()) {
            return Optional.of("an entry has a critical extension");
        }
        if (extension.getExtnId().equals(org.bouncycastle.asn1.x509.Extension.invalidityDate)) {
            return Optional.empty();
        }
        if (!extension.getExtnId().equals(org.bouncycastle.asn1.x509.Extension.reasonCode)) {
            return Optional.of("an entry has the extension " + extension.getExtnId());
        }
        int reason = ASN1Enumerated.getInstance(extension.getParsedValue()).intValueExact();
        return unless(permitted.contains(reason), () -> "an entry has the reason " + reason);
    }
}
