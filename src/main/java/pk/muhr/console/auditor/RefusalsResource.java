package pk.muhr.console.auditor;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
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
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Which rules said no, and how often: of the last thirty days where nothing else is asked for. */
@Path("/audit/refusals")
@ForPeople
@RolesAllowed(Role.Label.AUDITOR)
@Produces(MediaType.TEXT_HTML)
public class RefusalsResource {

    private static final int MOST = 2000;
    private static final int DAYS = 30;

    private final Visitors visitors;
    private final AuditReports reports;
    private final Callers callers;
    private final Clock clock;

    RefusalsResource(Visitors visitors, AuditReports reports, Callers callers, Clock clock) {
        this.visitors = visitors;
        this.reports = reports;
        this.callers = callers;
        this.clock = clock;
    }

    /** How often a rule said no in all that time. */
    public record RuleTimes(String rule, long times) {}

    /** How often it did on one day, and to how many different callers; {@code clause} is empty where none is known. */
    public record RuleDay(Instant day, String rule, String clause, String times, String actors) {

        private static RuleDay of(Map<String, Object> row) {
            return new RuleDay(
                    (Instant) row.get("at"),
                    String.valueOf(row.get("rule")),
                    row.get("clause") == null ? "" : row.get("clause").toString(),
                    String.valueOf(row.get("times")),
                    String.valueOf(row.get("actors")));
        }
    }

    /**
     * What was found.
     *
     * @param rules the busiest first
     * @param days each rule on each day
     */
    public record Refusals(List<RuleTimes> rules, List<RuleDay> days, boolean whole) {

        private static Refusals of(AuditReports.Table table) {
            Map<String, Long> times = new LinkedHashMap<>();
            table.rows()
                    .forEach(row -> times.merge(
                            String.valueOf(row.get("rule")), ((Number) row.get("times")).longValue(), Long::sum));
            return new Refusals(
                    times.entrySet().stream()
                            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                            .map(each -> new RuleTimes(each.getKey(), each.getValue()))
                            .toList(),
                    table.rows().stream().map(RuleDay::of).toList(),
                    table.whole());
        }
    }

    /** The page. */
    @GET
    public String refusals(@Context UriInfo address) {
        Frame page = visitors.reading(Role.AUDITOR);
        Filters asked = Filters.of(List.of("from", "to"), address.getQueryParameters()::getFirst);
        Filters filters = asked.typed().isEmpty()
                ? new Filters(Map.of(
                        "from",
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                                .minusDays(DAYS)
                                .toString()))
                : asked;
        try {
            ReportQuery query = new ReportQuery(
                    AuditParameters.time("from", filters.time("from", page.zone())),
                    AuditParameters.time("to", filters.time("to", page.zone())).or(() -> Optional.of(clock.instant())),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            Refusals found = Refusals.of(
                    reports.table("refusals", query, MOST, callers.current().actorAs(Role.AUDITOR)));
            return page.show(AuditorPages.refusals(page, filters, found, Optional.empty()));
        } catch (ProblemException e) {
            Optional<Problem> refused = Optional.of(e.problem()).filter(problem -> problem.status() < 500);
            return page.show(AuditorPages.refusals(
                    page,
                    filters,
                    new Refusals(List.of(), List.of(), true),
                    Optional.of(refused.orElseThrow(() -> e))));
        }
    }
}
