/**
 * What was true of a certificate at some time, and what was known at another: for those who must decide years later
 * whether a signature was valid (RFC 5280 §5.3.2, EN 319 102-1 §5.2.5).
 *
 * <p>{@link pk.muhr.revocation.history.StatusHistory} reads the events, the list that was in force and what OCSP told.
 * Nothing here changes anything.
 */
package pk.muhr.revocation.history;
