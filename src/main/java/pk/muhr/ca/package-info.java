/**
 * Authorities: the hierarchy as it stands on the tokens and in the store, and the signing of linted things.
 *
 * <p>An authority signs what the linter made and nothing else, and verifies each signature with its own certificate
 * before it gives it away. It does not decide what may be issued ({@code policy}), nor keep what was issued
 * ({@code issuance}), nor make sub-authorities ({@code ceremony}). RFC 5280, RFC 6960 §4.2.2.2.
 */
package pk.muhr.ca;
