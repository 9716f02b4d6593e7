package pk.muhr.revocation.ocsp;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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

    static final String RESPONSE = "application/ocsp-response";
    static final String ADDRESS = "/ocsp";
    private static final int NOT_FOUND = 404;
    private static final int SERVER_FAILURE = 500;

    /** Filters with higher numbers come first; the limit of all other resources, which answers in JSON, has 100. */
    private static final int BEFORE_OTHER_LIMITS = 200;

    private final OcspResponder responder;
    private final CachePermission permission;

    OcspResource(OcspResponder responder, CachePermission permission) {
        this.responder = responder;
        this.permission = permission;
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
        return answer.freshness().isPresent() ? kept(answer, conditions) : notKept(answer);
    }

    /** What a filter refuses before this resource sees it, or what fails in between, is said in OCSP's words too. */
    @ServerExceptionMapper
    Response failure(Throwable failure) {
        return switch (failure) {
            case ProblemException elsewhere
            when elsewhere.problem().status() == NOT_FOUND -> notKept(responder.error(OcspError.UNAUTHORIZED));
            case ProblemException refused
            when refused.problem().status() < SERVER_FAILURE -> notKept(responder.error(OcspError.MALFORMED_REQUEST));
            case RuntimeException other -> notKept(responder.failed(other));
            default -> notKept(responder.error(OcspError.INTERNAL_ERROR));
        };
    }

    private Response kept(OcspAnswer answer, Request conditions) {
        Response.ResponseBuilder response =
                conditions.evaluatePreconditions(new EntityTag(CachePermission.tag(answer)));
        if (response == null) {
            response = Response.ok(answer.der().bytes(), RESPONSE);
        }
        permission.of(answer).forEach(response::header);
        return response.build();
    }

    private static Response notKept(OcspAnswer answer) {
        return Response.ok(answer.der().bytes(), RESPONSE)
                .header("Cache-Control", CachePermission.NONE)
                .build();
    }
}
