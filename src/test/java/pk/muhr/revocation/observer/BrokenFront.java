package pk.muhr.revocation.observer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A proxy before our public addresses that can be told to answer something else than we do. */
final class BrokenFront implements AutoCloseable {

    private final HttpServer server;
    private final int behind;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Answer> instead = new ConcurrentHashMap<>();

    /** @param announced how long it says the body is, which may be a lie */
    record Answer(int status, String type, byte[] body, int announced) {
        Answer(String type, byte[] body) {
            this(200, type, body, body.length);
        }
    }

    BrokenFront(int behind) throws IOException {
        this.behind = behind;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on every path that begins so is answered with this. */
    void answer(String path, Answer answer) {
        instead.put(path, answer);
    }

    void mend() {
        instead.clear();
    }

    byte[] behind(String path) {
        return fetch(HttpRequest.newBuilder(address(path)).build()).body();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + behind + path);
    }

    private HttpResponse<byte[]> fetch(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        Answer answer = instead.entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> passedOn(path));
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), answer.announced());
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    private Answer passedOn(String path) {
        HttpResponse<byte[]> response =
                fetch(HttpRequest.newBuilder(address(path)).build());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body(),
                response.body().length);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
