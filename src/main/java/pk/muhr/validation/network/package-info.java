/**
 * What a proof of a name asks of the outside: the domain name system, and files on web servers of others.
 *
 * <p>Not a client for anything else. Whoever asks for a proof chooses where we look, so this is the one place from which
 * the program goes to such addresses, and it goes to public ones only.
 */
package pk.muhr.validation.network;
