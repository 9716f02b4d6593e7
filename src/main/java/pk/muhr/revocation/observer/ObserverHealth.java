package pk.muhr.revocation.observer;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Whether relying parties see at our public addresses what they should. It takes nothing out of service: what is wrong
 * may well be a proxy's fault.
 */
@Wellness
@ApplicationScoped
class ObserverHealth implements HealthCheck {

    private final Observations observations;

    ObserverHealth(Observations observations) {
        this.observations = observations;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("public addresses").up();
        observations.newest().stream().filter(Observation::broken).forEach(seen -> answer.down()
                .withData(seen.subject(), seen.address() + " " + seen.why() + ", since " + seen.since()));
        return answer.build();
    }
}
