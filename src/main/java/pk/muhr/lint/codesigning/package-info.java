/**
 * Rules for certificates that sign programs.
 *
 * <p>Not here: how the key is kept, which is proved when the certificate is asked for. Code Signing BR §7.1.2.3, §7.1.4.2.
 */
package pk.muhr.lint.codesigning;
