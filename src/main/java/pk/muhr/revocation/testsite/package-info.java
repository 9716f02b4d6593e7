/**
 * Test web sites (BR §2.2): for each authority that issues to TLS servers one with a valid, one with a revoked and one
 * with an expired certificate, so that makers of software can try theirs. The certificates are issued the ordinary way to
 * a body of the installation, renewed in time, listed, and served over HTTPS by server name on one port.
 */
package pk.muhr.revocation.testsite;
