package pk.muhr.problem;

import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.handler.BodyHandler;

/**
 * Reads a small body of announced length before a thread is given to its request, so that no thread waits for a slow
 * client. After {@link BodyLimit}; other bodies, and those of HTTP/2, are read as they come.
 */
@Singleton
class SmallBodies {

    private static final int AFTER_LIMITS = 90;
    private static final int LONGEST = 16 * 1024;
    private static final Set<String> TYPES = Set.of("application/json", "application/ocsp-request");

    SmallBodies() {}

    void read(@Observes Filters filters) {
        BodyHandler reader = BodyHandler.create(false).setBodyLimit(LONGEST).setPreallocateBodyBuffer(true);
        filters.register(
                exchange -> {
                    if (isSmall(exchange.request())) {
                        reader.handle(exchange);
                    } else {
                        exchange.next();
                    }
                },
                AFTER_LIMITS);
    }

    /** RESTEasy pauses every request once more, which one of HTTP/2 that was read already does not take. */
    private static boolean isSmall(HttpServerRequest request) {
        if (request.method() != HttpMethod.POST || request.version() == HttpVersion.HTTP_2) {
            return false;
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return type != null && TYPES.contains(type) && length != null && isSmall(length);
    }

    private static boolean isSmall(String length) {
        try {
            return Long.parseLong(length) <= LONGEST;
        } catch (NumberFormatException _) {
            return false;
        }
    }
}
