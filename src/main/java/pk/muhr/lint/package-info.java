/**
 * The single gate before a key: every rule over what is about to be signed (BR §4.3.1.2).
 *
 * <p>Rules look at the encoded bytes, completed with a placeholder signature, and know nothing of how they were made. A
 * rule is a class of its own, in the package of what it judges; {@code Rules} is the one list of them. Only
 * {@link pk.muhr.lint.Linter} can make a {@link pk.muhr.lint.LintedCertificate} or
 * {@link pk.muhr.lint.LintedRevocationList}, and authorities sign nothing else. It knows templates and profiles, not
 * authorities, keys or callers.
 */
package pk.muhr.lint;
