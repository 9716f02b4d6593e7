/**
 * Rules about the key that is certified, whoever made it.
 *
 * <p>Keys that were reported as compromised, and keys of other subscribers, are no business of these rules: issuance asks
 * the store about them. BR §6.1.1.3, §6.1.5, §6.1.6.
 */
package pk.muhr.lint.key;
