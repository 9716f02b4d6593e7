/**
 * Logging in at an OpenID provider (OpenID Connect Core 1.0 §3.1, the code flow with PKCE, RFC 7636): any standard one, by
 * its discovery document. It says who somebody is, once; the session is ours from then on.
 *
 * <p>What an attempt must remember until the browser comes back is kept by that browser, in a cookie of its own
 * ({@link pk.muhr.console.provider.Attempt}), so that any replica can go on.
 */
package pk.muhr.console.provider;
