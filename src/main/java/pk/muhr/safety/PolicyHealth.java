package pk.muhr.safety;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says whether the policy in force lets this program issue, and if not, why. Ready all the same: what is issued already
 * needs its CRLs and OCSP answers.
 */
@Readiness
@ApplicationScoped
class PolicyHealth implements HealthCheck {

    private final ActivePolicy policy;

    PolicyHealth(ActivePolicy policy) {
        this.policy = policy;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("policy").up();
        policy.bundle()
                .hold()
                .ifPresentOrElse(
                        hold -> answer.withData("issuance", "held")
                                .withData("why", hold.value())
                                .withData("fix", hold.fix()),
                        () -> answer.withData("issuance", "open"));
        return answer.build();
    }
}
