/**
 * Certificate revocation lists (RFC 5280 §5): made, numbered, signed, checked, stored and served.
 *
 * <p>{@link pk.muhr.revocation.crl.RevocationLists} keeps what determines the bytes of each list, {@code CrlMaker} makes
 * one, {@link pk.muhr.revocation.crl.CrlPublication} decides when, and {@code CrlShelf} serves the newest as a file that was
 * compared with its hash; there is no moment without one. It does not decide what is revoked ({@code revocation}) and knows nothing of OCSP. BR §4.9.7, §7.2.
 */
package pk.muhr.revocation.crl;
