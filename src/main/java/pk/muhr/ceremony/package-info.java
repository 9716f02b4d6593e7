/**
 * Ceremonies: how authorities come into being.
 *
 * <p>Here so far: the founding of a development installation, unattended. In production the same steps are taken by
 * people, from a script, before witnesses (BR §6.1.1.1); nothing else in the program can make an authority.
 */
package pk.muhr.ceremony;
