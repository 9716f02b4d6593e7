package pk.muhr.evidence.outside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.x509.Der;

/** Sends texts to addresses that are configured: a few seconds for all of it, a short answer, and it leads nowhere else. */
@ApplicationScoped
class Sender {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST = 1 << 16;

    private static final String STAMP = "application/timestamp-reply";

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    Sender() {}

    /**
     * What came back.
     *
     * @param type as {@code Content-Type} says, or empty
     */
    record Answer(int status, String type, String body) {}

    /** An address as it must be configured. */
    static URI checked(String key, URI address) {
        boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
        if (!web
                || address.getHost() == null
                || address.getUserInfo() != null
                || address.getQuery() != null
                || address.getFragment() != null) {
            throw new IllegalStateException(key + "=" + address + " is not an address that a checkpoint can be sent to:"
                    + " write https://HOST/PATH, without query");
        }
        return address;
    }

    /** An address whose answer is believed: nobody on the way may give it. */
    static URI trusted(String key, URI address) {
        if (!"https".equals(checked(key, address).getScheme()) && !HERE.contains(address.getHost())) {
            throw new IllegalStateException(
                    key + "=" + address + " is not https: a witness's word can stop this service");
        }
        return address;
    }

    /**
     * Sends it once.
     *
     * @throws IOException when no answer came in time
     */
    Answer send(String method, URI address, String text) throws IOException {
        HttpResponse<byte[]> received =
                received(address, "text/plain; charset=utf-8", method, BodyPublishers.ofString(text));
        return new Answer(
                received.statusCode(),
                received.headers().firstValue("Content-Type").orElse(""),
                new String(received.body(), StandardCharsets.UTF_8));
    }

    /**
     * Asks for a time-stamp (RFC 3161 §3.4).
     *
     * @throws IOException when no answer came in time, or something that cannot be one
     */
    Der stamp(URI address, Der question) throws IOException {
        HttpResponse<byte[]> received =
                received(address, "application/timestamp-query", "POST", BodyPublishers.ofByteArray(question.bytes()));
        if (received.statusCode() != 200
                || !received.headers().firstValue("Content-Type").orElse("").startsWith(STAMP)) {
            throw new IOException("it answered " + received.statusCode() + " and no " + STAMP);
        }
        return Der.of(received.body());
    }

    private HttpResponse<byte[]> received(URI address, String type, String method, HttpRequest.BodyPublisher body)
            throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", type)
                .method(method, body)
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST));
        try {
            return answer.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().toString(), e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no answer in time", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("the program ends", e);
        }
    }
}
