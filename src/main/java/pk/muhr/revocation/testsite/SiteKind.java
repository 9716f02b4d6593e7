package pk.muhr.revocation.testsite;

import java.util.Locale;

/** What is to be tried with a test web site (BR §2.2). */
public enum SiteKind {
    VALID,
    REVOKED,
    /** Nothing is ever backdated: it was short-lived and was let expire. */
    EXPIRED;

    /** The first label of its name. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
