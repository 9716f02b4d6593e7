/**
 * Who is calling, and what they may do: people, the bodies they act for, and their appointments.
 *
 * <p>A credential (a JSON Web Token, RFC 7519, or a client certificate of our own authentication authorities, RFC 8446 §4.4.2)
 * says only who somebody is. What they may do
 * comes from appointment records, read at every request; a token's {@code groups} can narrow that and never widen it
 * (invariant I7). Two officers make an appointment and two end it, one suspends it. A body is applied for by one officer,
 * verified by another, active from its subscriber agreement on; where it stands is its newest event, and the database alone
 * says which may follow. What a certificate may say of it is proved in {@code validation}. This package is not an identity provider; the one for development lives in {@code command}.
 */
package pk.muhr.identity;
