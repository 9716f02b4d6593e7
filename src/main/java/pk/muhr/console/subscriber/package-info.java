/**
 * Pages for whoever acts for a body: what it has and what it waits for, its proofs, a request in three steps (purpose,
 * names, key), and what to do with a certificate.
 *
 * <p>A key that is made in the browser ({@code subscriber.js}) never leaves it in a request. It must last from the request
 * to the certificate, which may be days of officers' decisions away, and people close windows: so the page hands it over at
 * once as an encrypted file (PKCS #8, AES-256 under a passphrase, RFC 5958), and lets nobody go on who did not save it. The
 * same encrypted text stays in the tab's session storage, for a certificate that comes at once; logging out clears it. A key
 * that the browser would not give out could not be moved into a PKCS #12 file, and one kept in the clear would lie on disk.
 *
 * <p>Every question names the visitor's own body, whatever other offices they hold.
 */
package pk.muhr.console.subscriber;
