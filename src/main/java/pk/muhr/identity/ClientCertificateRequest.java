package pk.muhr.identity;

import jakarta.inject.Singleton;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;

/**
 * Asks whoever connects by TLS for a certificate, and lets those in who have none (RFC 8446 §4.3.2). Said here and not by
 * {@code quarkus.http.ssl.client-auth}, which would also have the framework believe every certificate's name.
 */
@Singleton
class ClientCertificateRequest implements HttpServerOptionsCustomizer {

    ClientCertificateRequest() {}

    @Override
    public void customizeHttpsServer(HttpServerOptions server) {
        server.setClientAuth(ClientAuth.REQUEST);
    }
}
