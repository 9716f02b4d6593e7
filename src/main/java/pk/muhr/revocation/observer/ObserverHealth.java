package pk.muhr.revocation.observer;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;

/**
 * Whether relying parties see at our public addresses what they should. It takes nothing out of service: what is wrong
 * may well be a proxy's fault.
 */
@Wellness
@ApplicationScoped
class ObserverHealth implements HealthCheck {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Observations observations;
    private final Observer observer;
    private final Duration longest;
    private final ProcessRoles roles;

    ObserverHealth(
            Observations observations, Observer observer, ObserverConfiguration configuration, ProcessRoles roles) {
        this.observations = observations;
        this.observer = observer;
        this.roles = roles;
        this.longest = longest(configuration.every());
    }

    /** What is wrong is to be seen within a minute; whoever wants rounds further apart, or none, gets that. */
    private static Duration longest(String every) {
        if (every.equals("off") || every.equals("disabled")) {
            return Duration.ofSeconds(Long.MAX_VALUE);
        }
        Duration rounds = DurationConverter.parseDuration(every).multipliedBy(3);
        return rounds.compareTo(MINUTE) < 0 ? MINUTE : rounds;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("public addresses").up();
        if (roles.isPublicOnly()) {
            return answer.build(); // whoever looks says so
        }
        if (roles.has(ProcessRole.AUTHORITY) && observer.sinceLastLook().compareTo(longest) > 0) {
            answer.down()
                    .withData(
                            "observer",
                            "no round for " + observer.sinceLastLook().toSeconds() + " s");
        }
        observations.newest().stream().filter(Observation::broken).forEach(seen -> answer.down()
                .withData(seen.subject(), seen.address() + " " + seen.why() + ", since " + seen.since()));
        return answer.build();
    }
}
