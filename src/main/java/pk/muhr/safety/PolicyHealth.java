package pk.muhr.safety;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says whether officers and the policy in force let this program issue, and if not, why. Ready all the same: what is issued already
 * needs its CRLs and OCSP answers.
 */
@Readiness
@ApplicationScoped
class PolicyHealth implements HealthCheck {

    private final ActivePolicy policy;
    private final StopSwitch stop;

    PolicyHealth(ActivePolicy policy, StopSwitch stop) {
        this.policy = policy;
        this.stop = stop;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("policy").up();
        stop.refusal()
                .or(policy.bundle()::hold)
                .ifPresentOrElse(
                        hold -> answer.withData("issuance", "held")
                                .withData("why", hold.value())
                                .withData("fix", hold.fix()),
                        () -> answer.withData("issuance", "open"));
        return answer.build();
    }
}
