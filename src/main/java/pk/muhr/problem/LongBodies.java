package pk.muhr.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets a body at one address be longer than {@code quarkus.http.limits.max-body-size}, for a method marked
 * {@link LongBody}. Another spelling of the address is another address and has the limit of all.
 */
public final class LongBodies {

    private static final int BEFORE_OTHER_LIMITS = 200;
    private static final int AFTER_QUARKUS = 1;

    /** By which Quarkus knows how far the body of a request may be read. */
    private static final String MOST = "io.quarkus.max-request-size";

    private LongBodies() {}

    /** Admits bodies of this many bytes that are sent by POST. */
    public static void admit(Filters filters, String address, long most) {
        filters.register(
                exchange -> {
                    if (isAt(exchange, address) && announced(exchange) <= most) {
                        announceNothing(exchange.request().headers());
                    }
                    exchange.next();
                },
                BEFORE_OTHER_LIMITS);
        filters.register(
                exchange -> {
                    if (isAt(exchange, address)) {
                        exchange.put(MOST, most);
                    }
                    exchange.next();
                },
                AFTER_QUARKUS);
    }

    private static boolean isAt(RoutingContext exchange, String address) {
        return exchange.request().method() == HttpMethod.POST
                && address.equals(exchange.request().path());
    }

    private static long announced(RoutingContext exchange) {
        try {
            String length = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
            return length == null ? Long.MAX_VALUE : Long.parseLong(length);
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }

    /** The message is framed already; from here on its body counts as one of unknown length, which is read to a limit. */
    private static void announceNothing(MultiMap headers) {
        headers.remove(HttpHeaders.CONTENT_LENGTH);
        headers.set(HttpHeaders.TRANSFER_ENCODING, "chunked");
    }
}
