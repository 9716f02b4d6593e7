package pk.muhr.problem;

import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Every exception that ends a request, and the problem it is answered with. The framework's own mappers are replaced
 * one by one, because a more particular mapper would win over the general one here.
 */
@Singleton
class ProblemAnswers {

    private static final String CHALLENGE = HttpHeaders.WWW_AUTHENTICATE;

    private final Refusals refusals;
    private final CurrentIdentityAssociation identities;

    ProblemAnswers(Refusals refusals, CurrentIdentityAssociation identities) {
        this.refusals = refusals;
        this.identities = identities;
    }

    @ServerExceptionMapper
    Uni<Response> problem(ProblemException refusal, ContainerRequestContext request, HttpServerRequest connection) {
        Throwable cause = refusal.problem().status() >= 500 ? refusal : null;
        Map<String, String> headers =
                switch (refusal.problem().status()) {
                    case 413 -> UnreadBody.giveUp(connection);
                    case 503 -> Refusals.RETRY;
                    default -> Map.of();
                };
        return refusals.answer(refusal.problem(), headers, cause, request, connection);
    }

    @ServerExceptionMapper({JacksonException.class, MismatchedInputException.class})
    Uni<Response> json(JacksonException failure, ContainerRequestContext request, HttpServerRequest connection) {
        return refusals.answer(JsonProblems.of(failure), Map.of(), null, request, connection);
    }

    @ServerExceptionMapper
    Uni<Response> http(WebApplicationException failure, ContainerRequestContext request, HttpServerRequest connection) {
        if (failure.getResponse().getStatus() < 400) { // a redirection is no problem
            return Uni.createFrom().item(failure.getResponse());
        }
        Problem problem = HttpProblems.of(failure);
        String allowed = failure.getResponse().getHeaderString(HttpHeaders.ALLOW);
        Map<String, String> headers = allowed == null ? Map.of() : Map.of(HttpHeaders.ALLOW, allowed);
        return refusals.answer(problem, headers, failure, request, connection); // logged where it is ours
    }

    @ServerExceptionMapper
    Uni<Response> noCredential(
            UnauthorizedException failure, ContainerRequestContext request, HttpServerRequest connection) {
        boolean other = request.getHeaderString(HttpHeaders.AUTHORIZATION) != null;
        return refusals.answer(
                AccessProblems.noCredential(other), Map.of(CHALLENGE, "Bearer"), null, request, connection);
    }

    @ServerExceptionMapper({
        AuthenticationFailedException.class,
        AuthenticationCompletionException.class,
        AuthenticationRedirectException.class
    })
    Uni<Response> badCredential(
            SecurityException failure, ContainerRequestContext request, HttpServerRequest connection) {
        Problem problem = AccessProblems.badCredential(failure);
        String challenge = problem.slug().startsWith("token") ? "Bearer error=\"invalid_token\"" : "Bearer";
        return refusals.answer(problem, Map.of(CHALLENGE, challenge), null, request, connection);
    }

    @ServerExceptionMapper
    Uni<Response> forbidden(ForbiddenException failure, ContainerRequestContext request, HttpServerRequest connection) {
        List<String> wanted =
                MatchedResource.of(request).map(MatchedResource::roles).orElseThrow();
        return identities
                .getDeferredIdentity()
                .map(SecurityIdentity::getRoles)
                .onFailure()
                .recoverWithItem(Set.of())
                .map(held -> AccessProblems.roleMissing(wanted, held))
                .flatMap(problem -> refusals.answer(problem, Map.of(), null, request, connection));
    }

    @ServerExceptionMapper
    Uni<Response> failure(Throwable failure, ContainerRequestContext request, HttpServerRequest connection) {
        return Faults.outage(failure)
                .map(wait -> refusals.answer(
                        Faults.unavailable(),
                        Map.of(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds()))),
                        failure,
                        request,
                        connection))
                .orElseGet(() -> refusals.answer(Faults.internal(), Map.of(), failure, request, connection));
    }
}
