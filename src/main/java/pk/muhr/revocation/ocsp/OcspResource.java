package pk.muhr.revocation.ocsp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import pk.muhr.problem.PlainHttp;
import pk.muhr.problem.ProblemException;
import pk.muhr.problem.UnreadBody;
import pk.muhr.x509.Der;
import pk.muhr.x509.MalformedDer;

/**
 * OCSP over HTTP (RFC 6960 appendix A, RFC 5019 §5). Whatever comes, the answer is one of OCSP: relying parties read
 * nothing else.
 */
@Path(OcspResource.ADDRESS)
@PlainHttp
@PermitAll
@Tag(name = "Repository")
public class OcspResource {

    private static final String RESPONSE = "application/ocsp-response";
    static final String ADDRESS = "/ocsp";
    private static final int SERVER_FAILURE = 500;

    /** Filters with higher numbers come first; the limit of all other resources, which answers in JSON, has 100. */
    private static final int BEFORE_OTHER_LIMITS = 200;

    private final OcspResponder responder;
    private final Clock clock;

    OcspResource(OcspResponder responder, Clock clock) {
        this.responder = responder;
        this.clock = clock;
    }

    /** A body that is announced to be too long is refused unread. */
    void refuseLongBody(@Observes Filters filters) {
        filters.register(
                exchange -> {
                    if (ADDRESS.equals(exchange.normalizedPath()) && isTooLong(exchange.request())) {
                        refuse(exchange);
                    } else {
                        exchange.next();
                    }
                },
                BEFORE_OTHER_LIMITS);
    }

    private void refuse(RoutingContext exchange) {
        byte[] answer = responder.error(OcspError.MALFORMED_REQUEST).der().bytes();
        UnreadBody.giveUp(exchange.request()).forEach(exchange.response()::putHeader);
        exchange.response().putHeader("Content-Type", RESPONSE).end(Buffer.buffer(answer));
    }

    private static boolean isTooLong(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length != null && Long.parseLong(length) > OcspQuestion.LONGEST_REQUEST;
        } catch (NumberFormatException _) {
            return true;
        }
    }

    /** A request as the body. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Ask for the status of certificates")
    public Response post(byte[] request) {
        return notKept(responder.answer(Der.of(request)));
    }

    /** A request in the address, so that caches between can answer. */
    @GET
    @Path("/{request: .*}")
    @Operation(summary = "Ask for the status of a certificate, in a form that caches understand")
    public Response get(@Context HttpServerRequest connection, @Context Request conditions) {
        OcspAnswer answer;
        try {
            answer = responder.answer(RequestInPath.of(connection.uri()));
        } catch (MalformedDer e) {
            return notKept(responder.error(OcspError.MALFORMED_REQUEST));
        }
        return answer.freshness()
                .map(freshness -> kept(answer, freshness, conditions))
                .orElseGet(() -> notKept(answer));
    }

    /** What a filter refuses before this resource sees it, or what fails in between, is said in OCSP's words too. */
    @ServerExceptionMapper
    Response failure(Throwable failure) {
        return switch (failure) {
            case ProblemException refused
            when refused.problem().status() < SERVER_FAILURE -> notKept(responder.error(OcspError.MALFORMED_REQUEST));
            case RuntimeException other -> notKept(responder.failed(other));
            default -> notKept(responder.error(OcspError.INTERNAL_ERROR));
        };
    }

    /** RFC 5019 §6.2. */
    private Response kept(OcspAnswer answer, OcspAnswer.Freshness freshness, Request conditions) {
        EntityTag tag = new EntityTag(answer.der().sha256().hex());
        Date modified = Date.from(freshness.thisUpdate());
        Response.ResponseBuilder response = conditions.evaluatePreconditions(tag);
        if (response == null) {
            response = Response.ok(answer.der().bytes(), RESPONSE);
        }
        Instant now = clock.instant();
        Duration left = Duration.between(now, freshness.nextUpdate());
        Duration keep = left.compareTo(freshness.keep()) < 0 ? left : freshness.keep();
        CacheControl cache = new CacheControl();
        cache.getCacheExtension().put("public", null);
        cache.setNoTransform(true);
        cache.setMustRevalidate(true);
        cache.setMaxAge((int) Math.max(0, keep.toSeconds()));
        return response.tag(tag)
                .lastModified(modified)
                .expires(Date.from(freshness.nextUpdate()))
                .cacheControl(cache)
                .build();
    }

    private static Response notKept(OcspAnswer answer) {
        CacheControl cache = new CacheControl();
        cache.setNoStore(true);
        return Response.ok(answer.der().bytes(), RESPONSE).cacheControl(cache).build();
    }
}
