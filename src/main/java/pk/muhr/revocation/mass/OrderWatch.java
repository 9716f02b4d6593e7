package pk.muhr.revocation.mass;

import java.time.Clock;
import java.util.List;

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

/** Says of orders over many certificates that they are not done in time (BR §4.9.1.1), also while an officer lets them wait. */
@Wellness
@ApplicationScoped
class OrderWatch implements HealthCheck {

    private static final int MOST = 20;

    private final MassRevocations orders;
    private final ProcessRoles roles;
    private final Clock clock;
    private volatile int overdue;

    OrderWatch(MassRevocations orders, ProcessRoles roles, Clock clock, MeterRegistry meters) {
        this.orders = orders;
        this.roles = roles;
        this.clock = clock;
        meters.gauge("muhr.revocation.orders.overdue", this, watch -> watch.overdue);
    }

    @DoneBy(ProcessRole.AUTHORITY)
    @Scheduled(every = "1m", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        overdue = late().size();
    }

    private List<MassRevocation> late() {
        return orders.overdue(clock.instant(), MOST);
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("revocation orders").up();
        if (roles.isPublicOnly()) {
            return answer.build(); // whoever does them says so
        }
        late().forEach(order -> answer.down()
                .withData(
                        order.id().toString(),
                        order.state() + ", " + order.done() + " of " + order.certificates() + ", due "
                                + order.dueBy()));
        return answer.build();
    }
}
