/**
 * Rules about the subject and the alternative names, whatever the certificate is for.
 *
 * <p>Which attributes a standard asks or forbids is judged by that standard's package; whether a name is proved is not
 * judged here at all. RFC 5280 §4.1.2.6, §4.2.1.6, appendix A.1, BR §7.1.4.
 */
package pk.muhr.lint.name;
