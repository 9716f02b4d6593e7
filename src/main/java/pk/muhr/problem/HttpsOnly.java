package pk.muhr.problem;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;

import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses, on a connection without TLS, every resource that is not marked {@link PlainHttp}. */
@Singleton
class HttpsOnly {

    HttpsOnly() {}

    @ServerRequestFilter(nonBlocking = true)
    void refusePlainHttp(ContainerRequestContext request, HttpServerRequest connection) {
        if (!secure(connection)
                && MatchedResource.of(request)
                        .filter(resource -> !resource.plainHttp())
                        .isPresent()) {
            throw new ProblemException(problem());
        }
    }

    /** Whether the connection itself has TLS; what a proxy's header claims is not asked. */
    static boolean secure(HttpServerRequest connection) {
        return connection.connection().isSsl();
    }

    static Problem problem() {
        return Problem.of(403, "https-required", "Not without TLS", "This address is served over HTTPS only.")
                .withValue("http")
                .withFix("Use the https address. A token that was sent in clear text should be replaced.");
    }
}
