package pk.muhr.revocation.ocsp;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;
import pk.muhr.x509.Der;
import pk.muhr.x509.MalformedDer;

/**
 * The one route beside the resources (decision 0011): a request that {@link PremadeAnswers} knows, or whose status is in
 * memory, is answered from the event loop, with the same bytes and headers as {@link OcspResource} would give. Whatever
 * else comes, conditional requests and all oddities included, goes on to the resource as if this were not here.
 */
@Singleton
class OcspRepeatRoute {

    private static final int AFTER_BODIES = 80;
    private static final String GET_PREFIX = OcspResource.ADDRESS + "/";

    private static final List<CharSequence> CONDITIONS = List.of(
            HttpHeaders.IF_NONE_MATCH,
            HttpHeaders.IF_MODIFIED_SINCE,
            HttpHeaders.IF_MATCH,
            HttpHeaders.createOptimized("If-Unmodified-Since"));

    private final OcspResponder responder;
    private final CachePermission permission;
    private final ProcessRoles roles;

    OcspRepeatRoute(OcspResponder responder, CachePermission permission, ProcessRoles roles) {
        this.responder = responder;
        this.permission = permission;
        this.roles = roles;
    }

    void register(@Observes Filters filters) {
        if (roles.has(ProcessRole.STATUS)) {
            filters.register(this::answerOrPass, AFTER_BODIES);
        }
    }

    private void answerOrPass(RoutingContext exchange) {
        Optional<CompletionStage<OcspAnswer>> coming = asked(exchange).flatMap(responder::answerLater);
        if (coming.isEmpty()) {
            exchange.next();
            return;
        }
        CompletableFuture<OcspAnswer> answer = coming.get().toCompletableFuture();
        if (answer.isDone()) {
            answer(exchange, answer.join());
        } else {
            Context connection = exchange.vertx().getOrCreateContext();
            answer.thenAccept(made -> connection.runOnContext(_ -> answer(exchange, made)));
        }
    }

    /** The request in DER, where it is one of the plain kinds. */
    private static Optional<Der> asked(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        String address = request.uri();
        if (!address.startsWith(OcspResource.ADDRESS)) {
            return Optional.empty();
        }
        if (request.method() == HttpMethod.GET && address.startsWith(GET_PREFIX) && !isConditional(request)) {
            return inPath(address);
        }
        Buffer body = exchange.body().buffer();
        return request.method() == HttpMethod.POST && address.equals(OcspResource.ADDRESS) && body != null
                ? Optional.of(Der.of(body.getBytes()))
                : Optional.empty();
    }

    private static Optional<Der> inPath(String address) {
        try {
            return Optional.of(RequestInPath.of(address));
        } catch (MalformedDer e) {
            return Optional.empty(); // the resource says so
        }
    }

    private static boolean isConditional(HttpServerRequest request) {
        return CONDITIONS.stream().anyMatch(request.headers()::contains);
    }

    private void answer(RoutingContext exchange, OcspAnswer answer) {
        HttpServerResponse response = exchange.response();
        if (response.closed()) {
            return; // whoever asked has gone
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, OcspResource.RESPONSE);
        if (exchange.request().method() == HttpMethod.GET) {
            permission.of(answer).forEach(response::putHeader);
        } else {
            response.putHeader(HttpHeaders.CACHE_CONTROL, CachePermission.NONE);
        }
        response.end(Buffer.buffer(answer.der().bytes()));
    }
}
