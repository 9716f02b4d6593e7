/**
 * Rules for the certificates of OCSP responders, which an authority issues for the answers about its own certificates.
 *
 * <p>The answers themselves are no business of these rules. BR §7.1.2.8, RFC 6960 §4.2.2.2.
 */
package pk.muhr.lint.responder;
