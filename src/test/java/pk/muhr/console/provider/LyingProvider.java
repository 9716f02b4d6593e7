package pk.muhr.console.provider;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An OpenID provider that says whatever a test wants, as no honest one would; a real one is asked in {@code KeycloakIT}. It
 * speaks at the address that {@code muhr.console.provider.issuer} names.
 */
final class LyingProvider implements AutoCloseable {

    private final String issuer;
    private final HttpServer server;
    /** The same for all tests, since a provider's keys are kept for minutes. */
    private static final ECKey KEY = key();

    private volatile ECKey signing;
    private volatile String nonce = "";
    private volatile UnaryOperator<JWTClaimsSet.Builder> lie = UnaryOperator.identity();
    private volatile String tokenRequest = "";
    private volatile boolean refusing;

    LyingProvider(URI issuer) throws IOException {
        this.issuer = issuer.toString();
        signing = KEY;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), issuer.getPort()), 0);
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, description()));
        server.createContext("/keys", exchange -> answer(exchange, 200, new JWKSet(KEY.toPublicJWK()).toString()));
        server.createContext("/token", this::token);
        server.start();
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the browser's request for a log-in said, to be repeated in the token. */
    void askedWith(String saidNonce) {
        nonce = saidNonce;
    }

    /** From now on tokens are changed so. */
    void lying(UnaryOperator<JWTClaimsSet.Builder> change) {
        lie = change;
    }

    /** From now on tokens are signed by a key that nobody published. */
    void signingWithAnotherKey() {
        signing = key();
    }

    /** From now on no code is taken. */
    void refusing() {
        refusing = true;
    }

    /** The body of the last request for a token. */
    String tokenRequest() {
        return tokenRequest;
    }

    private String description() {
        return JSONObjectUtils.toJSONString(Map.of(
                "issuer",
                issuer,
                "authorization_endpoint",
                issuer + "/authorize",
                "token_endpoint",
                issuer + "/token",
                "jwks_uri",
                issuer + "/keys",
                "subject_types_supported",
                new String[] {"public"},
                "response_types_supported",
                new String[] {"code"},
                "id_token_signing_alg_values_supported",
                new String[] {"ES256"}));
    }

    private void token(HttpExchange exchange) throws IOException {
        tokenRequest = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (refusing) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        Instant now = Instant.now();
        JWTClaimsSet claims = lie.apply(new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience("muhr")
                        .subject("dev-auditor")
                        .claim("nonce", nonce)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(60))))
                .build();
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("one").build(), claims);
            token.sign(new ECDSASigner(signing));
            answer(
                    exchange,
                    200,
                    JSONObjectUtils.toJSONString(
                            Map.of("access_token", "nothing", "token_type", "Bearer", "id_token", token.serialize())));
        } catch (JOSEException e) {
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
