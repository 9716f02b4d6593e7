package pk.muhr.audit.witness;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** The witness's one address, {@code POST /add-checkpoint} (C2SP tlog-witness), over the small server that Java brings. */
public final class WitnessResource implements AutoCloseable {

    private static final String PATH = "/add-checkpoint";
    private static final String SIZE = "text/x.tlog.size";
    private static final String TEXT = "text/plain; charset=utf-8";

    /** Longer than any proof with a hundred signatures. */
    private static final int LARGEST = 1 << 16;

    private final Witness witness;
    private final PrintStream errors;
    private final HttpServer server;

    /**
     * Serves from when this returns.
     *
     * @param errors where it says what it cannot say to the log alone
     * @throws IOException when it cannot have this address
     */
    public WitnessResource(Witness witness, InetSocketAddress address, PrintStream errors) throws IOException {
        // seconds for a request and its answer, so that nobody who never ends keeps a connection
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
        System.setProperty("jdk.httpserver.maxConnections", "256");
        this.witness = witness;
        this.errors = errors;
        this.server = HttpServer.create(address, 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private record Answer(int status, String type, String body) {}

    /** Where it serves. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answerTo(exchange);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answerTo(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            return said(404, "There is nothing here but " + PATH + ".");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            return said(405, "A checkpoint is sent by POST.");
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            return said(413, "No request is that long.");
        }
        Optional<AddCheckpoint> request = text(body).flatMap(AddCheckpoint::of);
        if (request.isEmpty()) {
            return said(400, "The body is not a size, a proof and a checkpoint (c2sp.org/tlog-witness).");
        }
        try {
            return answer(request.get(), witness.add(request.get()));
        } catch (IOException e) {
            errors.println("nothing is signed, since the checkpoint could not be kept: " + e);
            return said(500, "The witness could not keep the checkpoint, so it did not sign it.");
        }
    }

    private Answer answer(AddCheckpoint request, WitnessAnswer answer) {
        return switch (answer) {
            case WitnessAnswer.Cosigned cosigned ->
                new Answer(200, TEXT, cosigned.cosignature().line() + "\n");
            case WitnessAnswer.Malformed malformed -> said(400, malformed.why());
            case WitnessAnswer.UnknownLog _ -> said(404, "The witness does not know this log.");
            case WitnessAnswer.NotSigned _ ->
                said(403, "No key that the witness knows of this log signed the checkpoint.");
            case WitnessAnswer.OtherSize other -> new Answer(409, SIZE, other.size() + "\n");
            case WitnessAnswer.Fork _ -> {
                errors.println("FORK: the log signed two trees of " + request.oldSize()
                        + " leaves; the other one is kept as fork-… in the witness's directory:\n"
                        + request.checkpoint().encoded());
                yield said(409, "The witness signed another tree of this size.");
            }
            case WitnessAnswer.NotProven _ ->
                said(422, "The proof does not show that the tree begins with the one that the witness signed.");
        };
    }

    private static Answer said(int status, String sentence) {
        return new Answer(status, TEXT, sentence + "\n");
    }

    private static Optional<String> text(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Answers those under way, and no more. */
    @Override
    public void close() {
        server.stop(1);
    }
}
