package pk.muhr.identity;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import jakarta.inject.Singleton;

import io.quarkus.tls.runtime.TrustStoreAndTrustOptions;
import io.quarkus.tls.runtime.TrustStoreProvider;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;

/**
 * Lets TLS take any client certificate: TLS proves that the caller holds its key, and each request then asks what the
 * certificate says ({@link AppointedIdentity}), so that a refusal is an answer, on record, and as live as the record. No
 * other certificate is ever trusted by this.
 */
@Singleton
@Identifier("https")
class ClientCertificateTrust implements TrustStoreProvider {

    ClientCertificateTrust() {}

    /** With a trust store that holds nobody; without one, the trust would be gone when the server's key is read again. */
    @Override
    public TrustStoreAndTrustOptions getTrustStore(Vertx vertx) {
        try {
            KeyStore nobody = KeyStore.getInstance("PKCS12");
            nobody.load(null, null);
            return new TrustStoreAndTrustOptions(nobody, TrustOptions.wrap(new AnyClient()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java runtime has PKCS #12", e);
        }
    }

    /** Any client, and no server. */
    private static final class AnyClient extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
            throw new CertificateException("servers are not trusted by this");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyType, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, keyType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, keyType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
