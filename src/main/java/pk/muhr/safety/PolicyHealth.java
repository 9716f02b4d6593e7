package pk.muhr.safety;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import pk.muhr.policy.Refusal;

/**
 * Says whether officers and the policy in force let this program issue, and if not, why. Ready all the same: what is
 * issued already needs its CRLs and OCSP answers.
 */
@Readiness
@ApplicationScoped
class PolicyHealth implements HealthCheck {

    private final ActivePolicy policy;
    private final StopSwitch stop;
    private final ProcessRoles roles;

    PolicyHealth(ActivePolicy policy, StopSwitch stop, ProcessRoles roles) {
        this.policy = policy;
        this.stop = stop;
        this.roles = roles;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("policy").up();
        stopped()
                .or(policy.bundle()::hold)
                .ifPresentOrElse(
                        hold -> answer.withData("issuance", "held")
                                .withData("why", hold.value())
                                .withData("fix", hold.fix()),
                        () -> answer.withData("issuance", "open"));
        return answer.build();
    }

    /** A process that faces the internet alone issues nothing, and may not read who stopped it. */
    private Optional<Refusal> stopped() {
        return roles.isPublicOnly() ? Optional.empty() : stop.refusal();
    }
}
