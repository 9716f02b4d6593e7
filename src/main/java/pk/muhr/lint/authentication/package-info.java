/**
 * Rules for certificates with which people and machines log on.
 *
 * <p>A directory maps these to its accounts, so what stands in them must be what the directory said, in the one encoding that
 * it reads. RFC 5280, RFC 4556, MS-WCCE §2.2.2.7.7.
 */
package pk.muhr.lint.authentication;
