package pk.muhr.console.open;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import pk.muhr.ca.Hierarchy;
import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.PlainHttp;

/** The repository for people: who signs, and what they published. */
@Path("/")
@ForPeople
@PlainHttp
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class HomeResource {

    private final Visitors visitors;
    private final Hierarchy hierarchy;

    HomeResource(Visitors visitors, Hierarchy hierarchy) {
        this.visitors = visitors;
        this.hierarchy = hierarchy;
    }

    /** The page. */
    @GET
    public String home() {
        Frame page = visitors.anyone();
        return page.show(OpenPages.home(page, hierarchy.authorities()));
    }
}
