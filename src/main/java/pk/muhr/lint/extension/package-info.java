/**
 * Rules about extensions that mean the same in every certificate.
 *
 * <p>What one standard asks more of them is judged by that standard's package. RFC 5280 §4.2, BR §7.1.2.11.
 */
package pk.muhr.lint.extension;
