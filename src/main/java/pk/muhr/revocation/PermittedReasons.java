package pk.muhr.revocation;

import java.util.EnumSet;
import java.util.Set;

import pk.muhr.policy.CertificateProfile;
import pk.muhr.x509.RevocationReason;

/**
 * Who may give which reason: what the profile lists, and none at all (normative reference 5.3, BR §4.9.1.1). Holders do
 * not accuse themselves of a breach, and only officers hold a certificate where its profile lets them (BR §4.9.13).
 */
public final class PermittedReasons {

    private PermittedReasons() {}

    /**
     * The reasons.
     *
     * @param officer whether somebody of the office asks, and not the holder
     */
    public static Set<RevocationReason> of(CertificateProfile.Revocation terms, boolean officer) {
        EnumSet<RevocationReason> reasons = EnumSet.of(RevocationReason.UNSPECIFIED);
        reasons.addAll(terms.reasons());
        if (!officer) {
            reasons.remove(RevocationReason.PRIVILEGE_WITHDRAWN);
        } else if (terms.suspension()) {
            reasons.add(RevocationReason.CERTIFICATE_HOLD);
        }
        return reasons;
    }
}
