/**
 * Certificate revocation lists (RFC 5280 §5): made, numbered, signed, checked, stored and served.
 *
 * <p>{@link pk.muhr.revocation.crl.RevocationLists} keeps what was signed; {@link pk.muhr.revocation.crl.CrlPublication}
 * decides when to make the next. What is served is always the newest whole list in the database, so there is no moment
 * without one. It does not decide what is revoked ({@code revocation}) and knows nothing of OCSP. BR §4.9.7, §7.2.
 */
package pk.muhr.revocation.crl;
