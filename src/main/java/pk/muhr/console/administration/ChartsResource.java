package pk.muhr.console.administration;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.evidence.report.Figures;
import pk.muhr.identity.Role;
import pk.muhr.problem.ForPeople;

/** What is issued, refused and coming to its end, as pictures with their figures. */
@Path("/administration/charts")
@ForPeople
@RolesAllowed({Role.Label.CA_ADMINISTRATOR, Role.Label.SECURITY_OFFICER, Role.Label.POLICY_AUTHORITY})
@Produces(MediaType.TEXT_HTML)
public class ChartsResource {

    private final Visitors visitors;
    private final Figures figures;

    ChartsResource(Visitors visitors, Figures figures) {
        this.visitors = visitors;
        this.figures = figures;
    }

    /** The page. */
    @GET
    public String charts() {
        Frame page = visitors.reading(Role.CA_ADMINISTRATOR, Role.SECURITY_OFFICER, Role.POLICY_AUTHORITY);
        return page.show(AdministrationPages.charts(page, figures.counted()));
    }
}
