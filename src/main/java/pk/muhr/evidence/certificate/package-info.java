/**
 * From one certificate to everything: the request, the agreement, what proved it, who approved it, which rules judged it,
 * where it is published, what became of it, and the audit records of it all with their proofs. What an auditor who drew
 * this certificate wants to see, in one document.
 *
 * <p>Puts together what other capabilities keep; keeps nothing itself. Source: EN 319 411-1 §6.4.5, BR §5.4.1 and §8.7.
 */
package pk.muhr.evidence.certificate;
