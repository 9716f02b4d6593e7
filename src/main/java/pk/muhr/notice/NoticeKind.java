package pk.muhr.notice;

import java.util.Locale;

/** What a notice tells of. */
enum NoticeKind {
    /** A request came in. */
    SUBMITTED,
    /** Officers agreed to a request. */
    APPROVED,
    /** An officer turned a request down. */
    REJECTED,
    /** The body took a request back. */
    WITHDRAWN,
    /** A certificate was issued. */
    ISSUED,
    /** A certificate was revoked for good. */
    REVOKED,
    /** A certificate was suspended. */
    HELD,
    /** The suspension of a certificate is over. */
    RELEASED,
    /** A certificate comes to its end. */
    EXPIRING,
    /** Somebody asked to prove this mailbox. */
    MAILBOX;

    static NoticeKind of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
