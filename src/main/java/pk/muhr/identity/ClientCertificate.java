package pk.muhr.identity;

import java.security.cert.CertificateEncodingException;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

import pk.muhr.x509.Sha256;

/**
 * The certificate whose key the caller proved to hold when the connection was made (RFC 8446 §4.4.3). It comes from the
 * connection and never from a header; whether it says anything, {@link CredentialStatus} knows.
 *
 * @param sentByAnotherSite whether a browser sends it along with a change that another web site asks for
 */
record ClientCertificate(Sha256 fingerprint, boolean sentByAnotherSite) {

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    /** That of the request's connection, if its caller showed one. */
    static Optional<ClientCertificate> of(HttpServerRequest request) {
        SSLSession session = request.connection().sslSession();
        if (session == null) {
            return Optional.empty();
        }
        try {
            byte[] encoded = session.getPeerCertificates()[0].getEncoded();
            return Optional.of(new ClientCertificate(Sha256.of(encoded), isSentByAnotherSite(request)));
        } catch (SSLPeerUnverifiedException _) {
            return Optional.empty(); // the caller showed none
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("what was read as a certificate has an encoding", e);
        }
    }

    /** What a browser says of itself (Fetch Metadata §2.3); no script can say otherwise. */
    private static boolean isSentByAnotherSite(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean another = site == null ? request.getHeader("Origin") != null : !OWN_SITE.contains(site);
        return another && !READING.contains(request.method());
    }
}
