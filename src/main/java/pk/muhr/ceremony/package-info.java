/**
 * Ceremonies: how authorities come into being and end.
 *
 * <p>Here so far: the founding of a development installation, unattended. In production the same steps are taken by
 * people, from a script, before witnesses (BR §6.1.1.1); nothing else in the program can make an authority. And
 * {@link pk.muhr.ceremony.AuthorityRevocations}: two officers revoke one (BR §4.9.1.2).
 */
package pk.muhr.ceremony;
