/**
 * Rules that no public linter has: what the nation, and the separation of its authorities, ask of certificates.
 *
 * <p>Normative reference 1.5, 11; CA/Browser Forum ballot CSC-32; Microsoft 3.1.12.
 */
package pk.muhr.lint.national;
