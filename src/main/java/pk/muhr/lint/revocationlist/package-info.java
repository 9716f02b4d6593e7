/**
 * Rules for CRLs.
 *
 * <p>Whether numbers rise and no entry is lost against the list before is no business of these rules: they see one
 * list. {@code revocation} draws the numbers. RFC 5280 §5, BR §7.2.
 */
package pk.muhr.lint.revocationlist;
