package pk.muhr.console.administration;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.console.administration.Checks.Check;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;
import pk.muhr.issuance.OpenIntents;
import pk.muhr.problem.ForPeople;
import pk.muhr.revocation.observer.Observation;
import pk.muhr.revocation.observer.Observations;
import pk.muhr.safety.Job;
import pk.muhr.safety.Jobs;
import pk.muhr.safety.clock.WatchedClock;

/** How the service is now. The page asks for itself again while it is open. */
@Path("/administration/status")
@ForPeople
@RolesAllowed({Role.Label.CA_ADMINISTRATOR, Role.Label.SECURITY_OFFICER})
@Produces(MediaType.TEXT_HTML)
public class StatusResource {

    private final Visitors visitors;
    private final Checks checks;
    private final Observations observations;
    private final WatchedClock clock;
    private final OpenIntents intents;
    private final Jobs jobs;

    StatusResource(
            Visitors visitors,
            Checks checks,
            Observations observations,
            WatchedClock clock,
            OpenIntents intents,
            Jobs jobs) {
        this.visitors = visitors;
        this.checks = checks;
        this.observations = observations;
        this.clock = clock;
        this.intents = intents;
        this.jobs = jobs;
    }

    /**
     * How everything is.
     *
     * @param broken what is not as it should be at the public addresses
     * @param observations everything that is looked at there
     * @param offset of the clock from its sources, in milliseconds
     * @param age of the last good look at them, in seconds
     */
    public record Now(
            List<Check> checks,
            List<Observation> broken,
            List<Observation> observations,
            Optional<Long> offset,
            Optional<Long> age,
            OpenIntents.Standing intents,
            List<Job> jobs) {}

    /** The page. */
    @GET
    public String now() {
        Frame page = visitors.reading(Role.CA_ADMINISTRATOR, Role.SECURITY_OFFICER);
        Caller caller = page.caller().orElseThrow();
        List<Observation> seen = observations.newest(caller).stream()
                .sorted(Comparator.comparing(Observation::subject))
                .toList();
        Now now = new Now(
                checks.all(),
                seen.stream().filter(Observation::broken).toList(),
                seen,
                clock.offset().map(Duration::toMillis),
                clock.age().map(Duration::toSeconds),
                intents.standing(),
                jobs.all().stream().sorted(Comparator.comparing(Job::name)).toList());
        return page.show(AdministrationPages.status(page, now));
    }
}
