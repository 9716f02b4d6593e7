package pk.muhr.console.auditor;

import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import pk.muhr.audit.log.RecordSearch;
import pk.muhr.ca.Hierarchy;
import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.evidence.export.AuditParameters;
import pk.muhr.identity.Role;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** The records of what happened, newest first. */
@Path("/audit")
@ForPeople
@RolesAllowed(Role.Label.AUDITOR)
@Produces(MediaType.TEXT_HTML)
public class AuditSearchResource {

    private static final int PAGE = 50;
    private static final List<String> NAMES =
            List.of("from", "to", "event", "outcome", "actor", "subject", "authority", "body", "profile", "request");

    private final Visitors visitors;
    private final RecordSearch search;
    private final Hierarchy hierarchy;

    AuditSearchResource(Visitors visitors, RecordSearch search, Hierarchy hierarchy) {
        this.visitors = visitors;
        this.search = search;
        this.hierarchy = hierarchy;
    }

    /**
     * A page of what was found.
     *
     * @param next where the next page begins; empty on the last one
     */
    public record Found(List<RecordLine> records, Optional<Long> next) {}

    /** A page of them. */
    @GET
    public String search(@Context UriInfo address) {
        Frame page = visitors.reading(Role.AUDITOR);
        Filters filters = Filters.of(NAMES, address.getQueryParameters()::getFirst);
        List<String> authorities = hierarchy.authorities().stream()
                .map(each -> each.id().toString())
                .toList();
        try {
            Optional<Long> before = AuditParameters.read(
                    "cursor",
                    Optional.ofNullable(address.getQueryParameters().getFirst("cursor")),
                    Long::valueOf,
                    "follow the link to the next page");
            List<RecordLine> found = search.find(filters.records(page.zone()).query(), before, PAGE + 1).stream()
                    .map(RecordLine::of)
                    .toList();
            boolean more = found.size() > PAGE;
            List<RecordLine> shown = more ? found.subList(0, PAGE) : found;
            return page.show(AuditorPages.search(
                    page,
                    filters,
                    authorities,
                    new Found(shown, more ? Optional.of(shown.getLast().seq()) : Optional.empty()),
                    Optional.empty()));
        } catch (ProblemException e) {
            Optional<Problem> refused = Optional.of(e.problem()).filter(problem -> problem.status() < 500);
            return page.show(AuditorPages.search(
                    page,
                    filters,
                    authorities,
                    new Found(List.of(), Optional.empty()),
                    Optional.of(refused.orElseThrow(() -> e))));
        }
    }
}
