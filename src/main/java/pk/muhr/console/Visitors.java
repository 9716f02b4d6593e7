package pk.muhr.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.identity.Caller;
import pk.muhr.identity.Callers;
import pk.muhr.identity.People;
import pk.muhr.identity.Person;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;
import pk.muhr.identity.Session;
import pk.muhr.identity.SessionCookie;
import pk.muhr.identity.Sessions;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.Sha256;

/** Who looks at a page, and who sends its form. Pages ask here and nowhere else, so that none forgets a form's token. */
@ApplicationScoped
public class Visitors {

    static final String LANGUAGE_COOKIE = "muhr-language";

    /** The id of a page's part that looks again by itself; nobody need sit there, so it makes no session last longer. */
    private static final String BY_ITSELF = "by-itself";

    /** Where the exchange keeps a refused form. */
    static final String AGAIN = "muhr.form-again";

    private final Callers callers;
    private final Sessions sessions;
    private final People people;
    private final RoutingContext exchange;
    private final ZoneId zone;
    private final Optional<String> httpsUrl;

    /**
     * Made by the container.
     *
     * @param exchange the request that is being served
     * @param zone whose time pages show
     * @param httpsUrl under which the interactive pages are reached, such as {@code https://pki.example.gov.pk}
     */
    Visitors(
            Callers callers,
            Sessions sessions,
            People people,
            RoutingContext exchange,
            @ConfigProperty(name = "muhr.console.zone", defaultValue = "Asia/Karachi") ZoneId zone,
            @ConfigProperty(name = "muhr.console.https-url") Optional<String> httpsUrl) {
        this.callers = callers;
        this.sessions = sessions;
        this.people = people;
        this.exchange = exchange;
        this.zone = zone;
        this.httpsUrl = httpsUrl;
    }

    /** The frame of a public page: for everybody, and who has a session stays in it. */
    public Frame anyone() {
        Optional<Session> session = session();
        return frame(session, session.map(_ -> callers.current()));
    }

    /** The frame of a page for whom nobody asks who they are, since not so much of their request was read. */
    Frame nobody(RoutingContext unread) {
        HttpServerRequest request = unread.request();
        return new Frame(
                language(request),
                Optional.empty(),
                Optional.empty(),
                "",
                request.uri(),
                zone,
                Menu.of(Optional.empty(), request.path()));
    }

    /**
     * The frame of a page for people in office.
     *
     * @throws UnauthorizedException when there is no session; the answer leads to the log-in page
     * @throws ProblemException 403 when the visitor holds none of these roles
     */
    public Frame reading(Role... anyOf) {
        Session session = session().orElseThrow(UnauthorizedException::new);
        Caller caller = callers.current();
        caller.require(anyOf);
        return frame(Optional.of(session), Optional.of(caller));
    }

    /**
     * Who sends a form.
     *
     * @param formToken as the form carried it; may be null
     * @throws UnauthorizedException when there is no session
     * @throws ProblemException 403 when the form is not one of this session, or they hold none of these roles
     */
    public Caller acting(String formToken, Role... anyOf) {
        requireOwn(formToken);
        Caller caller = callers.current();
        caller.require(anyOf);
        return caller;
    }

    /**
     * The session that a form of its own was sent in.
     *
     * @throws UnauthorizedException when there is none
     * @throws ProblemException 403 when the form is not one of this session
     */
    public Session requireOwn(String formToken) {
        Session session = session().orElseThrow(UnauthorizedException::new);
        byte[] sent = (formToken == null ? "" : formToken).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(sent, session.formToken().getBytes(StandardCharsets.UTF_8))) {
            throw new ProblemException(
                    Problem.of(403, "form-token", "Not a form of this session", "The form belongs to another session.")
                            .withValue("the form's token")
                            .withFix("Go back, load the page again, and send the form once more."));
        }
        return session;
    }

    /**
     * The refusal of a form that is shown again, with what was typed and why it does not do. It goes on record like any other.
     *
     * @param form the page
     */
    public ProblemException again(Problem problem, String form) {
        exchange.put(AGAIN, new Again(problem, form));
        return new ProblemException(problem);
    }

    /** A refused form, to be shown in place of the problem's own page. */
    record Again(Problem problem, String form) {}

    /** Whom the certificate of this connection names; empty without one, or one that does not count. */
    Optional<Certified> certificate() {
        try {
            Caller caller = callers.current();
            return caller.certificate().map(shown -> new Certified(caller.person(), shown));
        } catch (UnauthorizedException | AuthenticationFailedException | ProblemException _) {
            return Optional.empty();
        }
    }

    /** Somebody whom a certificate names, by its SHA-256. */
    record Certified(PersonId person, Sha256 certificate) {}

    /** The address of one of our pages over HTTPS, from wherever this one is read; the same path where that is not known. */
    public String secure(String path) {
        return exchange.request().isSSL()
                ? path
                : httpsUrl.map(base -> base + path).orElse(path);
    }

    /** This page's address over HTTPS, where it is known; the start of the site otherwise. */
    Optional<String> secureAddress() {
        return httpsUrl.map(base -> base + exchange.request().uri()).or(() -> Optional.of(Destination.START));
    }

    /** The session, if it counts; a page for everybody is shown to who has none any more. */
    private Optional<Session> session() {
        try {
            return callers.session();
        } catch (AuthenticationFailedException | ProblemException _) {
            return Optional.empty();
        }
    }

    private Frame frame(Optional<Session> session, Optional<Caller> caller) {
        HttpServerRequest request = exchange.request();
        session.filter(Session::renewable)
                .filter(_ -> request.method() == HttpMethod.GET)
                .filter(_ -> !BY_ITSELF.equals(request.getHeader("HX-Trigger")))
                .ifPresent(old ->
                        exchange.response().headers().add("Set-Cookie", SessionCookie.keeping(sessions.renew(old))));
        String path = request.path();
        return new Frame(
                language(),
                caller,
                session.map(Session::person).flatMap(people::find).map(Person::displayName),
                session.map(Session::formToken).orElse(""),
                request.uri(),
                zone,
                Menu.of(caller, path));
    }

    /** As the visitor chose it, else as the browser says. */
    Language language() {
        return language(exchange.request());
    }

    private static Language language(HttpServerRequest request) {
        Cookie chosen = request.getCookie(LANGUAGE_COOKIE);
        return Optional.ofNullable(chosen)
                .map(Cookie::getValue)
                .flatMap(Language::of)
                .orElseGet(() -> Language.preferred(request.getHeader("Accept-Language")));
    }
}
