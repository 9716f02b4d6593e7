/**
 * What a development installation needs besides the service: a real PostgreSQL as a child process, SoftHSM2 tokens, a
 * name server, a throw-away certification authority for the server's own TLS, and a key that stands in for an identity provider.
 *
 * <p>All of it lives in one data directory and comes back when the service starts on that directory again. It is not a
 * smaller production: {@link pk.muhr.command.development.RunMode} refuses every part of it when the mode is production,
 * where database, token, certificates and identity provider come from configuration.
 */
package pk.muhr.command.development;
