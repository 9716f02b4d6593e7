package pk.muhr.safety.clock;

import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;

/** The alarm on the clock: before time-stamps stop by it, somebody is to look (RFC 3628 §7.3.1 c). */
@Wellness
@ApplicationScoped
class ClockHealth implements HealthCheck {

    /** How old the last good look may be. */
    private static final Duration OLDEST = Duration.ofMinutes(5);

    private final WatchedClock clock;
    private final ProcessRoles roles;

    ClockHealth(WatchedClock clock, ProcessRoles roles) {
        this.clock = clock;
        this.roles = roles;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("clock").up();
        if (!roles.has(ProcessRole.TIMESTAMP) && !roles.has(ProcessRole.AUTHORITY)) {
            return answer.build();
        }
        Optional<Duration> age = clock.age();
        clock.offset().ifPresent(offset -> answer.withData("offset", offset.toMillis() + " ms"));
        if (age.isEmpty() || age.get().compareTo(OLDEST) > 0) {
            return answer.down()
                    .withData("fix", "look at the sources of muhr.clock.sources: too few agree")
                    .build();
        }
        return clock.isDrifting()
                ? answer.down()
                        .withData("fix", "set this machine's clock, and look at what keeps it right")
                        .build()
                : answer.build();
    }
}
