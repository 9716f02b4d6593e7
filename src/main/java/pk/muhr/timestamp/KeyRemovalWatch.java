package pk.muhr.timestamp;

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

/** Says which keys of units should be gone from their tokens and are not (CSBR §6.3.2). */
@Wellness
@ApplicationScoped
class KeyRemovalWatch implements HealthCheck {

    private final KeyEnds ends;
    private final ProcessRoles roles;
    private final AtomicInteger overdue;

    KeyRemovalWatch(KeyEnds ends, ProcessRoles roles, MeterRegistry meters) {
        this.ends = ends;
        this.roles = roles;
        this.overdue = meters.gauge("muhr.tsa.keys.overdue", new AtomicInteger());
    }

    @DoneBy({ProcessRole.TIMESTAMP, ProcessRole.AUTHORITY})
    @Scheduled(every = "60s", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        overdue.set(ends.overdue().size());
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("time-stamp keys").up();
        if (!roles.has(ProcessRole.TIMESTAMP) && !roles.has(ProcessRole.AUTHORITY)) {
            return answer.build();
        }
        ends.overdue().forEach(key -> answer.down()
                .withData(
                        key.label().value(),
                        "should be gone from token " + key.token().label() + " since "
                                + ends.removeBefore(key).orElseThrow()
                                + "; two officers remove it by POST /api/v1/tsa/keys/" + key.number() + "/removal"));
        return answer.build();
    }
}
