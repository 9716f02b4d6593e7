package pk.muhr.problem;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a body that is announced, or turns out, to be longer than {@code muhr.http.max-body}. Quarkus' own limit lies
 * behind it, for what no filter of a resource sees.
 */
@Singleton
class BodyLimit {

    private static final int BEFORE_QUARKUS = 100;
    private static final String API = "/api/v1/";

    private final Refusals refusals;
    private final Limit limit;
    private final Limit hardLimit;

    /** Filters are made before the run-time configuration is there, so the values are asked for when first needed. */
    BodyLimit(
            Refusals refusals,
            @ConfigProperty(name = "muhr.http.max-body", defaultValue = "512K") Provider<MemorySize> limit,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10M")
                    Provider<MemorySize> hardLimit) {
        this.refusals = refusals;
        this.limit = new Limit(limit);
        this.hardLimit = new Limit(hardLimit);
    }

    /** Quarkus would answer such a request with an empty 413, before any resource is looked for. */
    void refuseFarTooLongBody(@Observes Filters filters) {
        filters.register(
                exchange -> {
                    if (announced(exchange.request()) > hardLimit.bytes()) {
                        String length = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
                        refusals.answerUnread(problem(length + " bytes"), template(exchange), exchange);
                    } else {
                        exchange.next();
                    }
                },
                BEFORE_QUARKUS);
    }

    @ServerRequestFilter(nonBlocking = true)
    void refuseLongBody(ContainerRequestContext request) {
        if (MatchedResource.of(request).filter(MatchedResource::longBody).isPresent()) {
            return;
        }
        long most = limit.bytes();
        if (request.getLength() > most) {
            throw new ProblemException(problem(request.getLength() + " bytes"));
        }
        if (request.getLength() < 0 && request.hasEntity()) {
            request.setEntityStream(new Counted(request.getEntityStream(), most));
        }
    }

    private static long announced(HttpServerRequest request) {
        try {
            String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }

    /** No resource was looked for, so only the API as a whole can be named; the public may ask without record. */
    private static Optional<String> template(RoutingContext exchange) {
        return exchange.normalizedPath().startsWith(API) ? Optional.of(API + "*") : Optional.empty();
    }

    /** @param size how long the body is, as far as that is known */
    static Problem problem(String size) {
        return Problem.of(413, "body-too-long", "Too much at once", "The body is longer than is taken here.")
                .withValue(size)
                .withFix("Send less in one request.");
    }

    /** Asked for once: the container reads the configuration anew at every question, which costs more than the check. */
    private static final class Limit {

        private static final long NOT_ASKED = -1;

        private final Provider<MemorySize> configured;
        private volatile long bytes = NOT_ASKED;

        Limit(Provider<MemorySize> configured) {
            this.configured = configured;
        }

        long bytes() {
            long known = bytes;
            if (known == NOT_ASKED) {
                known = configured.get().asLongValue();
                bytes = known;
            }
            return known;
        }
    }

    /** A body of unknown length, read as far as the limit. */
    private static final class Counted extends FilterInputStream {

        private final long limit;
        private long left;

        Counted(InputStream body, long limit) {
            super(body);
            this.limit = limit;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            count(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int octets = super.read(into, offset, length);
            count(Math.max(octets, 0));
            return octets;
        }

        private void count(int octets) {
            left -= octets;
            if (left < 0) {
                throw new ProblemException(problem("more than " + limit + " bytes"));
            }
        }
    }
}
