/**
 * What happened, written once: every state change appends its record in its own transaction (invariant I9).
 *
 * <p>Not a log for operators: those lines say how the program fares, these say who did what to which certificate, and
 * they are never changed or deleted. The application's database role may only SELECT and INSERT here. The Merkle tree,
 * its checkpoints and the off-line verifier are built from these rows.
 */
package pk.muhr.audit;
