package pk.muhr.revocation.observer;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import pk.muhr.safety.ProcessRoles;

/**
 * Whether relying parties see at our public addresses what they should. It takes nothing out of service: what is wrong
 * may well be a proxy's fault.
 */
@Wellness
@ApplicationScoped
class ObserverHealth implements HealthCheck {

    private final Observations observations;
    private final ProcessRoles roles;

    ObserverHealth(Observations observations, ProcessRoles roles) {
        this.observations = observations;
        this.roles = roles;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("public addresses").up();
        if (roles.isPublicOnly()) {
            return answer.build(); // whoever looks says so
        }
        observations.newest().stream().filter(Observation::broken).forEach(seen -> answer.down()
                .withData(seen.subject(), seen.address() + " " + seen.why() + ", since " + seen.since()));
        return answer.build();
    }
}
