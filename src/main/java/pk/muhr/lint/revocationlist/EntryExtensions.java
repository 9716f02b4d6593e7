package pk.muhr.lint.revocationlist;

import java.util.Optional;

import pk.muhr.lint.rule.RevocationEntryRule;
import pk.muhr.lint.rule.RevocationEntrySubject;
import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.policy.CertificateFamily;
import pk.muhr.x509.EncodedEntry;

/**
 * An entry has a reason that this authority may give and an invalidity date, not critical; unspecified is left out, a hold
 * stands only where one is permitted, and only a list of changes takes something off another list.
 */
final class EntryExtensions extends RevocationEntryRule {

    private static final int NONE = -1;
    private static final int CA_COMPROMISE = 2;
    private static final int HOLD = 6;
    private static final int REMOVE_FROM_CRL = 8;

    EntryExtensions() {
        super("crl-entry-extensions", "RFC 5280 §5.3, BR §7.2.2");
    }

    @Override
    public Optional<String> check(RevocationEntrySubject s) {
        EncodedEntry entry = s.entry();
        if (entry.hasCriticalExtension()) {
            return Optional.of("an entry has a critical extension");
        }
        if (entry.hasUnknownExtension()) {
            return Optional.of("an entry has an extension other than reasonCode and invalidityDate");
        }
        return isPermitted(entry.reason(), s.list())
                ? Optional.empty()
                : Optional.of("an entry has the reason " + entry.reason());
    }

    private static boolean isPermitted(int reason, RevocationListSubject list) {
        return switch (reason) {
            case NONE, 1, 3, 4, 5, 9 -> true;
            case CA_COMPROMISE -> !list.coversSubscribers();
            case HOLD -> permitsHold(list);
            case REMOVE_FROM_CRL -> list.isDelta() && permitsHold(list);
            default -> false;
        };
    }

    private static boolean permitsHold(RevocationListSubject list) {
        return list.authority()
                .family()
                .filter(family -> family == CertificateFamily.AUTHENTICATION || family == CertificateFamily.SIGNING)
                .isPresent();
    }
}
