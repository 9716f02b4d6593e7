/**
 * Rules for the certificates of time-stamping units.
 *
 * <p>Not here: the time-stamps themselves. RFC 3161 §2.3, EN 319 422 §6, Code Signing BR §6.3.2 and §7.1.2.3.
 */
package pk.muhr.lint.timestamping;
