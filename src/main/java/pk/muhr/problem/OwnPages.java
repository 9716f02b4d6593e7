package pk.muhr.problem;

import java.util.Set;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;

import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Takes changes from our own pages only, logging in among them: what a browser says of the page that sent a form is nothing
 * a script can change (Fetch Metadata §2.3; Fetch §3.2, {@code Origin}). A session's form token is asked for besides.
 * Where no session counts ({@link ProgramsToo}), a program may send the form too: it says nothing of a page.
 */
@Singleton
class OwnPages {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    OwnPages() {}

    @ServerRequestFilter(nonBlocking = true)
    void refuseOthers(ContainerRequestContext request, HttpServerRequest connection) {
        if (PagesOnly.isPage()
                && !READING.contains(request.getMethod())
                && isForeign(connection)
                && !(MatchedResource.of(request)
                                .filter(MatchedResource::programsToo)
                                .isPresent()
                        && isProgram(connection))) {
            throw new ProblemException(Problem.of(
                            403,
                            "sent-by-another-site",
                            "Not from this page",
                            "The form was sent by a page of another site, or by a program.")
                    .withValue("Sec-Fetch-Site, or Origin")
                    .withFix("Open the page here and send its form. Programs use the API."));
        }
    }

    /** Every browser of today says at least one of them with a form. */
    private static boolean isProgram(HttpServerRequest request) {
        return request.getHeader("Sec-Fetch-Site") == null && request.getHeader("Origin") == null;
    }

    private static boolean isForeign(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        return origin == null || !origin.equals(request.scheme() + "://" + request.authority());
    }
}
