package pk.muhr.ceremony;

/** Why an authority was not revoked. */
public enum AuthorityRevocationRefusal {
    /** No such authority, or no such proposal for it. */
    UNKNOWN,
    /** Nobody stands above a root, so no list and no responder could say it (RFC 5280 §6.1). */
    ROOT,
    /** An authority's certificate names its reason, and it is never held (BR §7.2.2). */
    REASON_NOT_PERMITTED,
    /** Not a time at which it can have become invalid (RFC 5280 §5.3.2). */
    DATE_NOT_PERMITTED,
    /** It is revoked already. */
    ALREADY_REVOKED,
    /** The officer who proposed it cannot confirm it. */
    SAME_PERSON,
    /** Nor can an officer of the same role. */
    SAME_ROLE,
    /** The proposal is too old, or its officer no longer holds the role. */
    LAPSED
}
