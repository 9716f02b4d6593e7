/**
 * Tokens, their keys and the signatures they make: the only code that holds a private key or speaks PKCS#11.
 *
 * <p>A key is born in its token and never leaves it; that is asserted each time the key is loaded. Signing goes through
 * the Java platform's PKCS#11 provider on a bounded pool of threads per token, each signature with a deadline. What the
 * provider does not offer (a token by its label, the attributes of a key, keys without a name, initialising a token) is
 * asked of the same module through {@code java.lang.foreign}. A delegated key may live in memory instead (decision 0017).
 *
 * <p>It is not a place for rules of certification: it knows no authority, no certificate (but for the placeholder that
 * gives a key its name) and no policy, it writes no audit record, and it never signs twice what it was asked to sign
 * once.
 *
 * <p>Sources: PKCS #11 Cryptographic Token Interface Base Specification 3.1 (OASIS), ETSI EN 319 411-1 §6.5.1 and
 * §6.5.2, CA/Browser Forum BR §6.2.
 */
package pk.muhr.hsm;
