package pk.muhr.console;

import java.net.URI;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import pk.muhr.identity.SessionCookie;
import pk.muhr.identity.Sessions;
import pk.muhr.problem.ForPeople;

/** Logging out. */
@Path("/logout")
@ForPeople
@PermitAll
public class LogoutResource {

    private final Visitors visitors;
    private final Sessions sessions;

    LogoutResource(Visitors visitors, Sessions sessions) {
        this.visitors = visitors;
        this.sessions = sessions;
    }

    /** Ends the session, here and on the server. */
    @POST
    public Response out(@FormParam("form-token") String token) {
        sessions.end(visitors.requireOwn(token));
        return Response.seeOther(URI.create(Destination.START))
                .header(HttpHeaders.SET_COOKIE, SessionCookie.forgetting())
                .header("Clear-Site-Data", "\"cache\", \"storage\"")
                .build();
    }
}
