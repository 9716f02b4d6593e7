package pk.muhr.revocation;

import pk.muhr.ca.AuthorityId;

/** Fired within the transaction that revokes; who observes it after success knows that it is committed. */
public record SerialRevoked(AuthorityId authority) {}
