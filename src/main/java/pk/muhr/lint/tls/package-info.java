/**
 * Rules for TLS server certificates, beyond what every certificate must keep.
 *
 * <p>Not here: whether a domain was validated, CAA and transparency logs. BR §7.1.2.7.
 */
package pk.muhr.lint.tls;
