package pk.muhr.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import pk.muhr.identity.SessionCookie;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemPages;

/** A problem as a page in the visitor's language; who has no session is led to the log-in and back. */
@ApplicationScoped
class ProblemPage implements ProblemPages {

    private final Visitors visitors;
    private final RoutingContext exchange;

    ProblemPage(Visitors visitors, RoutingContext exchange) {
        this.visitors = visitors;
        this.exchange = exchange;
    }

    @Override
    public Shown of(Problem problem, String id) {
        if (problem.status() == 401) {
            boolean reading = exchange.request().method() == HttpMethod.GET;
            String next = reading ? exchange.request().uri() : Destination.START;
            return new Shown(
                    "",
                    Optional.of("/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8)),
                    Optional.of(SessionCookie.forgetting()));
        }
        if (problem.slug().equals("https-required")) {
            return new Shown("", visitors.secureAddress(), Optional.empty());
        }
        if (exchange.get(Visitors.AGAIN) instanceof Visitors.Again again
                && again.problem().equals(problem)) {
            return new Shown(again.form(), Optional.empty(), Optional.empty());
        }
        Frame page = visitors.anyone();
        String html = page.show(
                problem.status() == 413
                        ? ConsolePages.large(page, id)
                        : ConsolePages.problem(page, problem, id, title(problem.status())));
        return new Shown(html, Optional.empty(), Optional.empty());
    }

    @Override
    public String unread(Problem problem, String id, RoutingContext unread) {
        Frame page = visitors.nobody(unread);
        return page.show(ConsolePages.large(page, id));
    }

    private static String title(int status) {
        return switch (status) {
            case 403 -> "problemForbidden";
            case 404 -> "problemNotFound";
            case 429, 503 -> "problemUnavailable";
            default -> status < 500 ? "problemRequest" : "problemInternal";
        };
    }
}
