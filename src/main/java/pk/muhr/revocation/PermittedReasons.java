package pk.muhr.revocation;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

import pk.muhr.x509.RevocationReason;

/**
 * Who may give which reason (normative reference 5.3, BR §4.9.1.1). A hold would not be final, and reasons about
 * authorities are not said of subscribers.
 */
final class PermittedReasons {

    private static final Set<RevocationReason> HOLDER = Collections.unmodifiableSet(EnumSet.of(
            RevocationReason.UNSPECIFIED,
            RevocationReason.KEY_COMPROMISE,
            RevocationReason.AFFILIATION_CHANGED,
            RevocationReason.SUPERSEDED,
            RevocationReason.CESSATION_OF_OPERATION));

    private static final Set<RevocationReason> OFFICER = officer();

    private PermittedReasons() {}

    static Set<RevocationReason> of(boolean officer) {
        return officer ? OFFICER : HOLDER;
    }

    private static Set<RevocationReason> officer() {
        EnumSet<RevocationReason> reasons = EnumSet.copyOf(HOLDER);
        reasons.add(RevocationReason.PRIVILEGE_WITHDRAWN);
        return Collections.unmodifiableSet(reasons);
    }
}
