package pk.muhr.ceremony;

/** How a proposal or a confirmation ended. */
public sealed interface AuthorityRevocationOutcome {

    /** It is on record; with its confirmation the authority is revoked. */
    record Recorded(AuthorityRevocation revocation) implements AuthorityRevocationOutcome {}

    /** A rule says no; nothing was changed. */
    record Refused(AuthorityRevocationRefusal rule, String value) implements AuthorityRevocationOutcome {}
}
