/**
 * What the database says, held against itself, against its audit log and against what was kept outside of it:
 *
 * <pre>
 * Reconciliation (a connection, read only) ─▶ Comparison … : intent, outcome, certificate, event and CRL each have their record
 *                                        ─▶ LogComparison : each record is the one that its leaf commits to; the leaves make the tree
 *                                        ─▶ SignedComparison : each certificate is its bytes and verifies with its authority
 *                                        ─▶ OutsideComparison : the log extends what was kept, and knows every revocation published
 *                                        ─▶ SignatureCounts : what each token must have signed
 * </pre>
 *
 * It changes nothing and needs no service: {@code ./muhr audit reconcile}.
 */
package pk.muhr.evidence.reconcile;
