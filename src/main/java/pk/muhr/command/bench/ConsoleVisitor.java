package pk.muhr.command.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import pk.muhr.command.development.Refused;
import pk.muhr.identity.DevelopmentIdentities;
import pk.muhr.identity.Role;

/** Somebody at the console, over one connection that stays open: what a browser does before it draws. */
final class ConsoleVisitor implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String COOKIE = "__Host-muhr=";
    private static final int OK = 200;
    private static final int SEEN_OTHER = 303;

    private final String origin;
    private final HttpClient client;
    private String cookie = "";

    /** @param root of the certificate that the service shows */
    ConsoleVisitor(int port, Path root) {
        this.origin = "https://localhost:" + port;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(trusting(root))
                .build();
    }

    private static SSLContext trusting(Path root) {
        try (InputStream in = Files.newInputStream(root)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new Refused("The service's root " + root + " cannot be trusted: " + e.getMessage() + ".", e);
        }
    }

    /** Logs in as the first person of that office, in a session that is new. */
    void logIn(Role role) {
        String person = DevelopmentIdentities.of(role).getFirst().value();
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(origin + "/login/development"))
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("person=" + person)));
        if (answer.statusCode() != SEEN_OTHER || cookie.isEmpty()) {
            throw new Refused(person + " could not log in: HTTP status " + answer.statusCode() + ".");
        }
    }

    /**
     * Asks for a page.
     *
     * @return nanoseconds from the question to the last byte of the answer
     * @throws Refused when it is not there, or for somebody else; one that leads to another page is there
     */
    long ask(String address) {
        long begin = System.nanoTime();
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(origin + address)).GET());
        long took = System.nanoTime() - begin;
        boolean led = answer.statusCode() == SEEN_OTHER
                && !answer.headers().firstValue("Location").orElse("/login").contains("/login");
        if (answer.statusCode() != OK && !led) {
            throw new Refused(address + " is not there: HTTP status " + answer.statusCode() + ".");
        }
        return took;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        request.timeout(PATIENCE);
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            renewed(answer).ifPresent(fresh -> cookie = fresh);
            return answer;
        } catch (IOException e) {
            throw new Refused("The service did not answer: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Optional<String> renewed(HttpResponse<?> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(each -> each.startsWith(COOKIE))
                .map(each -> each.replaceFirst(";.*", ""))
                .findFirst();
    }

    @Override
    public void close() {
        client.close();
    }
}
