package pk.muhr.problem;

import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/** The one way a problem leaves: told to the observers first, then answered. */
@Singleton
class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final int ID_BYTES = 12;
    private static final String HTML = "text/html;charset=UTF-8";
    /** What an answer 503 has besides, in seconds. */
    static final Map<String, String> RETRY = Map.of(HttpHeaders.RETRY_AFTER, "5");

    private final Instance<RefusalObserver> observers;
    private final ServedElsewhere elsewhere;
    private final Instance<ProblemPages> pages;
    private final SecureRandom random;

    Refusals(
            Instance<RefusalObserver> observers,
            ServedElsewhere elsewhere,
            Instance<ProblemPages> pages,
            SecureRandom random) {
        this.observers = observers;
        this.pages = pages;
        this.elsewhere = elsewhere;
        this.random = random;
    }

    /**
     * Answers with the problem.
     *
     * @param headers what the status needs besides, such as {@code Allow}
     * @param cause for the log, where the problem is ours; null where it is the caller's
     */
    Uni<Response> answer(
            Problem problem,
            Map<String, String> headers,
            Throwable cause,
            ContainerRequestContext request,
            HttpServerRequest connection) {
        Optional<MatchedResource> resource = MatchedResource.of(request);
        boolean exposed = resource.isPresent() && !resource.get().plainHttp() && !HttpsOnly.secure(connection);
        boolean notHere = elsewhere.applies(resource);
        Problem said = notHere ? ServedElsewhere.problem() : exposed ? HttpsOnly.problem() : problem;
        Map<String, String> fields = notHere || exposed ? Map.of() : headers;
        String id = id();
        if (said.status() >= 500) {
            LOG.errorf(cause, "problem %s: %s", id, said.slug());
        }
        boolean page = PagesOnly.isPage();
        if (resource.isEmpty() || resource.get().plainHttp()) {
            return page
                    ? Uni.createFrom()
                            .item(() -> shown(said, fields, id, true))
                            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    : Uni.createFrom().item(response(said, fields, id));
        }
        RefusedRequest refused =
                new RefusedRequest(id, said, request.getMethod(), resource.get().template());
        return Uni.createFrom()
                .item(() ->
                        observed(refused) ? shown(said, fields, id, page) : shown(Faults.unrecorded(), RETRY, id, page))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /**
     * Answers a request that never came as far as a resource and whose body stays unread.
     *
     * @param template what is on record as the path; where it is empty, observers are not told
     */
    void answerUnread(Problem problem, Optional<String> template, RoutingContext exchange) {
        String id = id();
        HttpServerRequest connection = exchange.request();
        if (template.isEmpty()) {
            if (elsewhere.servesPages() && acceptsPages(connection)) {
                Infrastructure.getDefaultWorkerPool().execute(() -> endWithPage(problem, id, exchange));
            } else {
                end(problem, Map.of(), id, connection);
            }
            return;
        }
        RefusedRequest refused =
                new RefusedRequest(id, problem, connection.method().name(), template.get());
        Infrastructure.getDefaultWorkerPool().execute(() -> {
            if (observed(refused)) {
                end(problem, Map.of(), id, connection);
            } else {
                end(Faults.unrecorded(), RETRY, id, connection);
            }
        });
    }

    /** What browsers ask for when they open a page or send a form; programs name it hardly ever (RFC 9110 §12.5.1). */
    private static boolean acceptsPages(HttpServerRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains("text/html");
    }

    private void endWithPage(Problem problem, String id, RoutingContext exchange) {
        String page;
        try {
            page = pages.get().unread(problem, id, exchange);
        } catch (RuntimeException e) {
            LOG.errorf(e, "problem %s: its page could not be made", id);
            end(problem, Map.of(), id, exchange.request());
            return;
        }
        if (!exchange.response().closed()) {
            end(problem.status(), HTML, page, exchange.request());
        }
    }

    private static void end(Problem problem, Map<String, String> headers, String id, HttpServerRequest connection) {
        HttpServerResponse response = connection.response();
        if (response.closed()) {
            return; // the caller did not wait
        }
        headers.forEach(response::putHeader);
        end(
                problem.status(),
                ProblemDocument.MEDIA_TYPE,
                ProblemDocument.of(problem, id).json(),
                connection);
    }

    private static void end(int status, String mediaType, String text, HttpServerRequest connection) {
        HttpServerResponse response = connection.response();
        UnreadBody.giveUp(connection).forEach(response::putHeader);
        PageHeaders.of(mediaType.equals(HTML)).forEach(response::putHeader);
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(text)
                .onComplete(_ -> {
                    if (connection.version() != HttpVersion.HTTP_2) {
                        connection.connection().close();
                    }
                });
    }

    /** Whether every observer took note. */
    boolean observed(RefusedRequest refused) {
        try {
            observers.forEach(observer -> observer.refused(refused));
            return true;
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "problem %s: the refusal (%s) could not be recorded",
                    refused.id(),
                    refused.problem().slug());
            return false;
        }
    }

    private Response shown(Problem problem, Map<String, String> headers, String id, boolean page) {
        if (!page) {
            return response(problem, headers, id);
        }
        ProblemPages.Shown shown;
        try {
            shown = pages.get().of(problem, id);
        } catch (RuntimeException e) { // a page asks the store who looks at it; without one, the document must do
            LOG.errorf(e, "problem %s: its page could not be made", id);
            return response(problem, headers, id);
        }
        Response.ResponseBuilder answer = shown.location()
                .map(location -> Response.seeOther(URI.create(location)))
                .orElseGet(() ->
                        Response.status(problem.status()).entity(shown.html()).type(HTML));
        headers.forEach(answer::header); // a 413 closes the connection, a 503 says when to come again
        shown.forgetSession().ifPresent(header -> answer.header(HttpHeaders.SET_COOKIE, header));
        return answer.build();
    }

    private static Response response(Problem problem, Map<String, String> headers, String id) {
        Response.ResponseBuilder response = Response.status(problem.status())
                .entity(ProblemDocument.of(problem, id).json())
                .type(ProblemDocument.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.forEach(response::header);
        return response.build();
    }

    /** Names one problem in the answer, the log and the record. */
    String id() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
