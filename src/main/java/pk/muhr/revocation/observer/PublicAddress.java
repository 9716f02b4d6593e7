package pk.muhr.revocation.observer;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/**
 * Fetches as a stranger does: plain HTTP, no redirects, every connection a new one. The request names the host of the
 * address; where to connect for it can be said by configuration. Called on threads that may wait.
 */
final class PublicAddress implements AutoCloseable {

    private static final int HTTP = 80;

    private final HttpClient client;
    private final Map<String, String> hosts;
    private final Duration patience;
    private final Duration deadline;

    /** @param hosts where to connect for a host, as {@code ADDRESS:PORT} */
    PublicAddress(Vertx vertx, Map<String, String> hosts, Duration patience, Duration deadline) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(false).setMaxPoolSize(64).setConnectTimeout((int)
                        patience.toMillis()));
        this.hosts = Map.copyOf(hosts);
        this.patience = patience;
        this.deadline = deadline;
    }

    /** The answer to a GET; its body is read as it comes. */
    AnswerBody get(URI address, String type) throws Broken {
        return send(address, HttpMethod.GET, type, Buffer.buffer());
    }

    /** The answer to a POST. */
    AnswerBody post(URI address, byte[] body, String requestType, String type) throws Broken {
        return send(address, HttpMethod.POST, type, Buffer.buffer(body), requestType);
    }

    private AnswerBody send(URI address, HttpMethod method, String type, Buffer body, String... requestType)
            throws Broken {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(address.getHost())
                .setPort(address.getPort() < 0 ? HTTP : address.getPort())
                .setURI(address.getRawPath())
                .setFollowRedirects(false);
        if (hosts.containsKey(address.getHost())) {
            options.setServer(server(hosts.get(address.getHost())));
        }
        AnswerBody answer = waited(client.request(options)
                .compose(request -> {
                    if (requestType.length > 0) {
                        request.putHeader("Content-Type", requestType[0]);
                    }
                    return request.send(body);
                })
                .map(response -> new AnswerBody(response, patience, deadline)));
        try {
            requireOk(answer.response(), type);
            return answer;
        } catch (Broken e) {
            answer.close();
            throw e;
        }
    }

    private static void requireOk(HttpClientResponse response, String type) throws Broken {
        Broken.unless(response.statusCode() == 200, "answers with status " + response.statusCode());
        String said = String.valueOf(response.getHeader("Content-Type"));
        Broken.unless(said.equals(type) || said.startsWith(type + ";"), "is sent as " + said + " and not as " + type);
    }

    private static SocketAddress server(String text) {
        int colon = text.lastIndexOf(':');
        return SocketAddress.inetSocketAddress(Integer.parseInt(text.substring(colon + 1)), text.substring(0, colon));
    }

    private <T> T waited(Future<T> answer) throws Broken {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new Broken("does not answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException | CompletionException e) {
            throw Broken.by("cannot be reached", e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Broken("was not waited for, because the program ends");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
