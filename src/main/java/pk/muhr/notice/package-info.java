/**
 * What bodies are told by e-mail, and the calendar of what expires. The database writes each notice with the change that it
 * tells of (V19), so a notice is there exactly when the change is; a job sends what is there. A mail server that is away
 * costs nothing but time.
 *
 * <p>Not a part of any decision: nothing here can stop or delay a certificate. Sources: RFC 5321, RFC 5322, RFC 5545.
 */
package pk.muhr.notice;
