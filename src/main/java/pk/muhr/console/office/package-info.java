/**
 * Pages for registration, revocation and security officers: requests to decide, certificates to revoke, bodies and who acts
 * for them. Decisions are those of {@code enrolment}, {@code revocation} and {@code identity}; a page adds none of its own.
 */
package pk.muhr.console.office;
