package pk.muhr.console.office;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.BodyRecord;
import pk.muhr.identity.BodySearch;
import pk.muhr.identity.Role;
import pk.muhr.problem.ForPeople;

/** The register of bodies, for officers. */
@Path("/office/bodies")
@ForPeople
@RolesAllowed({Role.Label.REGISTRATION_OFFICER, Role.Label.SECURITY_OFFICER})
@Produces(MediaType.TEXT_HTML)
public class BodyListResource {

    static final Role[] OFFICERS = {Role.REGISTRATION_OFFICER, Role.SECURITY_OFFICER};

    private static final int PAGE = 50;
    private static final Set<String> STATES = Set.of("applied", "verified", "active", "suspended", "closed");

    private final Visitors visitors;
    private final BodySearch search;

    BodyListResource(Visitors visitors, BodySearch search) {
        this.visitors = visitors;
        this.search = search;
    }

    /** The list, by identifier. */
    @GET
    public String all(@QueryParam("q") String q, @QueryParam("state") String state, @QueryParam("after") String after) {
        Frame page = visitors.reading(OFFICERS);
        String sought = QueueResource.typed(q);
        String wanted = QueueResource.typed(state);
        List<BodyRecord> found = search.find(
                Optional.of(sought.strip()).filter(text -> !text.isEmpty()),
                Optional.of(wanted).filter(STATES::contains),
                Optional.empty(),
                QueueResource.read(QueueResource.typed(after), BodyId::new),
                PAGE + 1);
        List<BodyRecord> shown = found.subList(0, Math.min(PAGE, found.size()));
        Optional<String> next =
                found.size() > PAGE ? Optional.of(shown.getLast().body().id().value()) : Optional.empty();
        return page.show(OfficePages.bodies(page, sought, wanted, shown, next));
    }
}
