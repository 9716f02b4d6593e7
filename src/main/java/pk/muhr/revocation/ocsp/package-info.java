/**
 * The Online Certificate Status Protocol (RFC 6960), in its lightweight profile (RFC 5019) and with nonces of RFC 9654.
 *
 * <p>{@link pk.muhr.revocation.ocsp.OcspResponder} conducts one request; each authority answers with a delegated key,
 * whose certificate {@link pk.muhr.revocation.ocsp.ResponderRenewal} gets from {@code issuance} like any other. What is
 * revoked is read from {@code revocation} and answers are repeated only while nothing changed there (decision 0016);
 * nothing here decides it, and nothing here knows of CRLs.
 * Every answer is an OCSP answer, errors included. BR §4.9.9, §4.9.10.
 */
package pk.muhr.revocation.ocsp;
