/**
 * Mass revocation (BR §5.7.1.2): everything that has a key, a body, a profile or something else in common, revoked by one
 * order of an officer, or of two where it is much.
 *
 * <p>A {@link pk.muhr.revocation.mass.Selection} says which certificates; a preview counts them and gives the token that
 * the order must show; {@link pk.muhr.revocation.mass.MassRevocations} keeps orders and works them off in batches. Never
 * an authority's certificate, nor a responder's: nothing but a body's own.
 */
package pk.muhr.revocation.mass;
