/**
 * The values of RFC 5280 and their DER: certificates, requests, keys, names, serial numbers.
 *
 * <p>No framework, no I/O, no clock, no policy: a value here says only what the standards say of it. What may be
 * issued is decided in {@code policy}, what must hold before a signature in {@code lint}.
 */
package pk.muhr.x509;
