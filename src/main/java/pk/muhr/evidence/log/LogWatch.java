package pk.muhr.evidence.log;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.Startup;
import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import pk.muhr.policy.Refusal;
import pk.muhr.safety.Hold;
import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;

/** Says for how long records have waited for a signed checkpoint outside the database, and whether all is held. */
@Startup
@Wellness
@ApplicationScoped
class LogWatch implements HealthCheck {

    /** Longer than any outage that passes by itself. */
    private static final Duration TOO_LONG = Duration.ofSeconds(30);

    private final LogKeeping keeping;
    private final Hold hold;
    private final ProcessRoles roles;
    private final Clock clock;

    LogWatch(LogKeeping keeping, Hold hold, ProcessRoles roles, Clock clock, MeterRegistry meters) {
        this.keeping = keeping;
        this.hold = hold;
        this.roles = roles;
        this.clock = clock;
        TimeGauge.builder("muhr.log.behind", this, TimeUnit.SECONDS, watch -> watch.behind()
                        .toSeconds())
                .description("since when the audit log was last signed and kept outside in full")
                .register(meters);
        meters.gauge("muhr.held", hold, held -> held.isHeld() ? 1 : 0);
    }

    private Duration behind() {
        return roles.has(ProcessRole.AUTHORITY) ? Duration.between(keeping.current(), clock.instant()) : Duration.ZERO;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("audit log")
                .status(!hold.isHeld() && behind().compareTo(TOO_LONG) < 0)
                .withData("behindSeconds", behind().toSeconds());
        hold.refusal().map(Refusal::value).ifPresent(why -> answer.withData("held", why));
        return answer.build();
    }
}
