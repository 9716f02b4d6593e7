package pk.muhr.console;

import java.net.URI;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;

import pk.muhr.problem.ForPeople;
import pk.muhr.problem.PlainHttp;

/** Remembers the language that a visitor chose, for a year. */
@Path("/language")
@ForPeople
@PlainHttp
@PermitAll
public class LanguageResource {

    private static final int YEAR_SECONDS = 31_536_000;

    LanguageResource() {}

    /** Goes back to the page in the chosen language. */
    @GET
    @Path("/{tag}")
    public Response choose(@PathParam("tag") String tag, @QueryParam("next") String next) {
        Language language = Language.of(tag).orElseThrow(NotFoundException::new);
        return Response.seeOther(URI.create(Destination.of(next)))
                .cookie(new NewCookie.Builder(Visitors.LANGUAGE_COOKIE)
                        .value(language.tag())
                        .path("/")
                        .maxAge(YEAR_SECONDS)
                        .sameSite(NewCookie.SameSite.LAX)
                        .httpOnly(true)
                        .build())
                .build();
    }
}
