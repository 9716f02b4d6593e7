package pk.muhr.console.provider;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;

import pk.muhr.console.Destination;
import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.identity.Session;
import pk.muhr.identity.SessionCookie;
import pk.muhr.identity.Sessions;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Logging in at the provider: there, and back again. */
@Path("/login")
@ForPeople
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class ProviderLoginResource {

    private static final Logger LOG = Logger.getLogger(ProviderLoginResource.class);
    private static final int LONGEST_CODE = 4096;

    private final Provider provider;
    private final Sessions sessions;
    private final Visitors visitors;

    ProviderLoginResource(Provider provider, Sessions sessions, Visitors visitors) {
        this.provider = provider;
        this.sessions = sessions;
        this.visitors = visitors;
    }

    /** Sends the browser to the provider; a link and no form, since forms here lead to our own pages only. */
    @GET
    @Path("/provider")
    public Response there(@QueryParam("next") String next) {
        Attempt attempt = Attempt.towards(Destination.of(next));
        try {
            return Response.seeOther(provider.authorization(attempt))
                    .header(HttpHeaders.SET_COOKIE, attempt.keeping())
                    .build();
        } catch (ProviderFailed e) {
            LOG.error(e.getMessage());
            throw new ProblemException(
                    Problem.of(503, "provider-unavailable", "Not now", "The identity provider cannot be reached.")
                            .withFix("Try again in a minute, or log in with a certificate."));
        }
    }

    /**
     * The browser comes back. The page leads on by itself: the provider sent the browser here, so a redirection would still
     * be that other site's doing, and the session's cookie would stay at home.
     */
    @GET
    @Path("/callback")
    public Response back(
            @QueryParam("code") String code,
            @QueryParam("state") String state,
            @CookieParam(Attempt.COOKIE) String kept) {
        Attempt attempt = Optional.ofNullable(kept)
                .flatMap(Attempt::of)
                .filter(begun -> state != null && same(begun.state().getValue(), state))
                .orElseThrow(() -> refused("The answer is not one to a log-in that was begun in this browser."));
        if (code == null || code.isEmpty() || code.length() > LONGEST_CODE) {
            throw refused("The identity provider did not let you in.");
        }
        Provider.Identified who;
        try {
            who = provider.identify(attempt, code);
        } catch (ProviderFailed e) {
            LOG.error(e.getMessage());
            throw refused("The identity provider's answer does not hold.");
        }
        Frame page = visitors.anyone();
        Optional<String> secret = sessions.open(who.person(), Session.Means.PROVIDER, Optional.empty(), who.groups());
        if (secret.isEmpty()) {
            return Response.seeOther(URI.create("/login?unknown=yes"))
                    .header(HttpHeaders.SET_COOKIE, Attempt.forgetting())
                    .build();
        }
        return Response.ok(page.show(ProviderPages.back(page, Destination.of(attempt.next()))))
                .header(HttpHeaders.SET_COOKIE, SessionCookie.keeping(secret.get()))
                .header(HttpHeaders.SET_COOKIE, Attempt.forgetting())
                .build();
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(
                Problem.of(403, "login-refused", "Not logged in", detail).withFix("Begin again at the log-in page."));
    }
}
