package pk.muhr.problem;

import java.util.Map;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * What becomes of a connection when a request is answered and the rest of its body is not read.
 *
 * <p>HTTP/1.x has no other way than to end the connection. HTTP/2 ends the stream alone, with NO_ERROR (RFC 9113 §8.1);
 * the header that ends a connection is forbidden there and makes the whole answer malformed (§8.2.2).
 */
public final class UnreadBody {

    private static final long NO_ERROR = 0;

    private UnreadBody() {}

    /** The headers that the answer needs; to be asked before it leaves, and the body is given up with it. */
    public static Map<String, String> giveUp(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            return Map.of("Connection", "close");
        }
        request.response().bodyEndHandler(_ -> request.response().reset(NO_ERROR));
        return Map.of();
    }
}
