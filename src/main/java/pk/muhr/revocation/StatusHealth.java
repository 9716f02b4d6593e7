package pk.muhr.revocation;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;

/**
 * Not ready while status events cannot be followed: the database is away, or a standby that is behind. A process that does
 * nothing but time-stamp repeats no status from memory and follows none.
 */
@Readiness
@ApplicationScoped
class StatusHealth implements HealthCheck {

    private final StatusChanges changes;
    private final boolean follows;

    StatusHealth(StatusChanges changes, ProcessRoles roles) {
        this.changes = changes;
        this.follows = !roles.isPublicOnly() || roles.has(ProcessRole.STATUS);
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("status events")
                .status(!follows || changes.isCurrent())
                .withData("reach", changes.reach())
                .build();
    }
}
