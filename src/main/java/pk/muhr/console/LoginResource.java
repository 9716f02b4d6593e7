package pk.muhr.console;

import java.net.URI;
import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import pk.muhr.console.provider.Provider;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Session;
import pk.muhr.identity.SessionCookie;
import pk.muhr.identity.Sessions;
import pk.muhr.problem.ForPeople;
import pk.muhr.x509.Sha256;

/** Logging in. Every log-in makes a new secret, so one that was planted before is worth nothing. */
@Path("/login")
@ForPeople
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class LoginResource {

    private final Visitors visitors;
    private final Sessions sessions;
    private final DevelopmentPeople development;
    private final Provider provider;

    LoginResource(Visitors visitors, Sessions sessions, DevelopmentPeople development, Provider provider) {
        this.visitors = visitors;
        this.sessions = sessions;
        this.development = development;
        this.provider = provider;
    }

    /** The ways there are. */
    @GET
    public String ways(@QueryParam("next") String next, @QueryParam("unknown") String unknown) {
        Frame page = visitors.anyone();
        return page.show(ConsolePages.login(
                page,
                Destination.of(next),
                visitors.certificate().isPresent(),
                unknown != null,
                provider.isConfigured(),
                development.groups()));
    }

    /** By the certificate of this connection. */
    @POST
    @Path("/certificate")
    public Response byCertificate(@FormParam("next") String next) {
        Visitors.Certified certified =
                visitors.certificate().orElseThrow(io.quarkus.security.UnauthorizedException::new);
        return opened(certified.person(), Session.Means.CERTIFICATE, Optional.of(certified.certificate()), next);
    }

    /** As somebody of the development data. */
    @POST
    @Path("/development")
    public Response asSomebody(@FormParam("person") String person, @FormParam("next") String next) {
        if (!development.has(person)) {
            return Response.seeOther(URI.create("/login?unknown=yes")).build();
        }
        return opened(new PersonId(person), Session.Means.DEVELOPMENT, Optional.empty(), next);
    }

    private Response opened(PersonId person, Session.Means means, Optional<Sha256> certificate, String next) {
        return sessions.open(person, means, certificate, Optional.empty())
                .map(secret -> Response.seeOther(URI.create(Destination.of(next)))
                        .header(HttpHeaders.SET_COOKIE, SessionCookie.keeping(secret))
                        .build())
                .orElseGet(() ->
                        Response.seeOther(URI.create("/login?unknown=yes")).build());
    }
}
