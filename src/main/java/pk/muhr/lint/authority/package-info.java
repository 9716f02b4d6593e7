/**
 * Rules for the certificates of authorities: the root, domain authorities and issuing authorities.
 *
 * <p>What an authority may be called and constrained to stands in {@code hierarchy.yaml}; these rules hold its certificate to
 * that. BR §7.1.2.1 to §7.1.2.6, S/MIME BR §7.1.2.2, Code Signing BR §7.1.2.2.
 */
package pk.muhr.lint.authority;
