package pk.muhr.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A client of the program over HTTP and HTTPS that trusts what its data directory says and nothing else. */
public final class Api {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Doors doors;
    private final HttpClient client;

    public Api(Doors doors, DataDirectory data) {
        this(doors, data, new KeyManager[0]);
    }

    private Api(Doors doors, DataDirectory data, KeyManager[] keys) {
        this.doors = doors;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(30))
                .sslContext(trusting(data, keys))
                .build();
    }

    /** One that shows a certificate of its own: the first of the chain, whose key it has. */
    static Api showing(Doors doors, DataDirectory data, PrivateKey key, List<X509Certificate> chain) {
        char[] none = new char[0];
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry("own", key, none, chain.toArray(Certificate[]::new));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, none);
            return new Api(doors, data, managers.getKeyManagers());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no key and certificate to show", e);
        }
    }

    /** {@code POST /api/v1/requests}. */
    public HttpResponse<String> submit(String token, String idempotencyKey, String document) throws IOException {
        return send(
                api("/requests", token)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(HttpRequest.BodyPublishers.ofString(document)),
                HttpResponse.BodyHandlers.ofString());
    }

    /** {@code POST /api/v1/requests/batch}, answered while it is worked off. */
    HttpResponse<InputStream> batch(String token, String idempotencyKey, byte[] lines) throws IOException {
        return send(
                api("/requests/batch", token)
                        .header("Content-Type", "application/x-ndjson")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(lines)),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    /** {@code POST /api/v1/certificates/{id}/revocation}. */
    public HttpResponse<String> revoke(String token, String certificate, String reason) throws IOException {
        return post(token, "/certificates/" + certificate + "/revocation", "{\"reason\": \"" + reason + "\"}");
    }

    /** {@code POST /api/v1/bodies/{body}/key-protections}. */
    public HttpResponse<String> proveKeyProtection(String token, String body, String document) throws IOException {
        return post(token, "/bodies/" + body + "/key-protections", document);
    }

    /** {@code POST /api/v1…} with a JSON document. */
    public HttpResponse<String> post(String token, String path, String document) throws IOException {
        return post(token, path, "application/json", document);
    }

    /** {@code POST /api/v1…} with a document of any kind. */
    HttpResponse<String> post(String token, String path, String mediaType, String document) throws IOException {
        return send(
                api(path, token).header("Content-Type", mediaType).POST(HttpRequest.BodyPublishers.ofString(document)),
                HttpResponse.BodyHandlers.ofString());
    }

    /** {@code GET /api/v1…}. */
    public HttpResponse<String> get(String token, String path) throws IOException {
        return send(api(path, token).GET(), HttpResponse.BodyHandlers.ofString());
    }

    /** {@code GET /api/v1/certificates/{id}} in DER. */
    HttpResponse<byte[]> certificate(String token, String certificate) throws IOException {
        return send(
                api("/certificates/" + certificate, token)
                        .header("Accept", "application/pkix-cert")
                        .GET(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Something public over plain HTTP, such as {@code /crl/gov-tls.crl}. */
    public byte[] published(String path) throws IOException {
        HttpResponse<byte[]> answer =
                send(HttpRequest.newBuilder(URI.create(plain(path))).GET(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answers " + answer.statusCode());
        }
        return answer.body();
    }

    /** The address of something public, for a foreign client. */
    public String plain(String path) {
        return "http://localhost:" + doors.http() + path;
    }

    /** Without a token where it is empty. */
    private HttpRequest.Builder api(String path, String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("https://localhost:" + doors.https() + "/api/v1" + path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
            throws IOException {
        try {
            return client.send(request.timeout(PATIENCE).build(), handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static SSLContext trusting(DataDirectory data, KeyManager[] keys) {
        try (InputStream root = Files.newInputStream(data.httpsRoot())) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(root));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(data.httpsRoot() + " is no root to trust", e);
        }
    }
}
