package pk.muhr.timestamp;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import pk.muhr.policy.TimeStampPolicy;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;

/**
 * Shows the units that this process has and how the clock is. A process that does nothing but time-stamp is not ready
 * without both; one with other work is, since that goes on.
 */
@Readiness
@ApplicationScoped
class TsaHealth implements HealthCheck {

    private final ActivePolicy policy;
    private final UnitLeases leases;
    private final UnitVerdicts verdicts;
    private final ProcessRoles roles;

    TsaHealth(ActivePolicy policy, UnitLeases leases, UnitVerdicts verdicts, ProcessRoles roles) {
        this.policy = policy;
        this.leases = leases;
        this.verdicts = verdicts;
        this.roles = roles;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("tsa");
        Optional<TimeStampPolicy> stamps = policy.bundle().timeStamps();
        if (!roles.has(ProcessRole.TIMESTAMP) || stamps.isEmpty()) {
            return answer.up().build();
        }
        boolean signs = false;
        for (LeasedUnit unit : leases.all()) {
            Optional<String> trouble = verdicts.trouble(unit, stamps.get());
            signs |= trouble.isEmpty();
            answer.withData(
                    unit.definition().name(), trouble.orElseGet(() -> "until " + UnitKey.lastUse(unit.certificate())));
        }
        boolean alone = roles.isPublicOnly() && !roles.has(ProcessRole.STATUS);
        return answer.withData("signs", signs).status(signs || !alone).build();
    }
}
