/**
 * Proofs of names: that a body controls a domain, a mailbox, an address or an identifier, when it was shown and until
 * when it counts (invariant I2; BR 3.2.2.4, BR 4.2.1).
 *
 * <p>Not a decision about a request: whoever signs looks here for a proof of every single name.
 */
package pk.muhr.validation;
