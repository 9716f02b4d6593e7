package pk.muhr.console.auditor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.evidence.export.AuditParameters;
import pk.muhr.evidence.report.AuditReports;
import pk.muhr.evidence.report.ReportQuery;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.ProblemException;

/** A sample of certificates that nobody can pick, drawn by the root hash of the log. */
@Path("/audit/sample")
@ForPeople
@RolesAllowed(Role.Label.AUDITOR)
@Produces(MediaType.TEXT_HTML)
public class SampleResource {

    private static final int MOST = 200;
    private static final List<String> NAMES =
            List.of("share", "from", "to", "authority", "profile", "body", "checkpoint");

    private final Visitors visitors;
    private final AuditReports reports;
    private final Callers callers;

    SampleResource(Visitors visitors, AuditReports reports, Callers callers) {
        this.visitors = visitors;
        this.reports = reports;
        this.callers = callers;
    }

    /** A certificate that was drawn; {@code body} is empty for one of our own. */
    public record Drawn(Instant at, String sha256, String authority, String profile, String body) {

        private static Drawn of(Map<String, Object> row) {
            return new Drawn(
                    (Instant) row.get("at"),
                    row.get("sha256").toString(),
                    row.get("authority").toString(),
                    row.get("profile").toString(),
                    row.get("body") == null ? "" : row.get("body").toString());
        }
    }

    /**
     * A sample.
     *
     * @param size of the tree whose root hash is the seed
     * @param whole whether these are all that were drawn
     */
    public record Sample(
            String size, String seed, String population, String drawn, List<Drawn> certificates, boolean whole) {

        private static Sample of(AuditReports.Table table) {
            return new Sample(
                    String.valueOf(table.heading().get("size")),
                    String.valueOf(table.heading().get("seed")),
                    String.valueOf(table.heading().get("population")),
                    String.valueOf(table.heading().get("drawn")),
                    table.rows().stream().map(Drawn::of).toList(),
                    table.whole());
        }
    }

    /** The form; with a share, the sample. */
    @GET
    public String draw(@Context UriInfo address) {
        Frame page = visitors.reading(Role.AUDITOR);
        Filters filters = Filters.of(NAMES, address.getQueryParameters()::getFirst);
        if (filters.get("share").isEmpty()) {
            return page.show(AuditorPages.sample(page, filters, Optional.empty(), Optional.empty()));
        }
        try {
            ReportQuery query = new ReportQuery(
                    AuditParameters.time("from", filters.time("from", page.zone())),
                    AuditParameters.time("to", filters.time("to", page.zone())),
                    AuditParameters.authority(filters.get("authority")),
                    AuditParameters.profile(filters.get("profile")),
                    AuditParameters.body(filters.get("body")),
                    AuditParameters.read(
                            "share", filters.get("share"), ReportQuery::share, "write a part of 1, such as 0.03"),
                    AuditParameters.read(
                            "checkpoint", filters.get("checkpoint"), Long::valueOf, "write the size of a signed tree"));
            AuditReports.Table table =
                    reports.table("sample", query, MOST, callers.current().actorAs(Role.AUDITOR));
            return page.show(AuditorPages.sample(page, filters, Optional.of(Sample.of(table)), Optional.empty()));
        } catch (ProblemException e) {
            if (e.problem().status() >= 500) {
                throw e;
            }
            return page.show(AuditorPages.sample(page, filters, Optional.empty(), Optional.of(e.problem())));
        }
    }
}
