/**
 * Intent, signature, outcome: the only way to a certificate (architecture, section 3).
 *
 * <p>{@link pk.muhr.issuance.Issuance} conducts; {@link pk.muhr.issuance.Intents} and {@link pk.muhr.issuance.Outcomes}
 * keep what is about to be signed and what became of it, in PostgreSQL here and in an append-only file in an air-gapped
 * ceremony. It does not decide who may ask ({@code enrolment}) nor revoke ({@code revocation}). BR §4.3, RFC 5280.
 */
package pk.muhr.issuance;
