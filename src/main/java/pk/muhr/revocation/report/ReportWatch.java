package pk.muhr.revocation.report;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;

/** Says of reports that wait too long: in metrics, in the health group, and once each on record. */
@Wellness
@ApplicationScoped
class ReportWatch implements HealthCheck {

    private final ProblemReports reports;
    private final ProcessRoles roles;
    private final Clock clock;
    private final AtomicInteger overdue;

    ReportWatch(ProblemReports reports, ProcessRoles roles, Clock clock, MeterRegistry meters) {
        this.reports = reports;
        this.roles = roles;
        this.clock = clock;
        this.overdue = meters.gauge("muhr.reports.overdue", new AtomicInteger());
    }

    @DoneBy({ProcessRole.AUTHORITY, ProcessRole.REGISTRATION})
    @Scheduled(every = "{muhr.reports.every}", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        look(clock.instant());
    }

    void look(Instant now) {
        List<ProblemReport> late = late(now);
        overdue.set(late.size());
        late.forEach(report -> reports.overdue(report, now));
    }

    private List<ProblemReport> late(Instant now) {
        return reports.open().stream().filter(report -> report.isOverdue(now)).toList();
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("problem reports").up();
        if (roles.isPublicOnly()) {
            return answer.build(); // whoever takes reports says so
        }
        late(clock.instant()).forEach(report -> answer.down()
                .withData(
                        report.id().toString(),
                        report.state() + ", answer due " + report.answerDue() + ", revocation due "
                                + report.revocationDue()));
        return answer.build();
    }
}
