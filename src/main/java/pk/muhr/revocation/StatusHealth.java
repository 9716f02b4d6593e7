package pk.muhr.revocation;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while status events cannot be followed: the database is away, or a standby that is behind. */
@Readiness
@ApplicationScoped
class StatusHealth implements HealthCheck {

    private final StatusChanges changes;

    StatusHealth(StatusChanges changes) {
        this.changes = changes;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("status events")
                .status(changes.isCurrent())
                .withData("reach", changes.reach())
                .build();
    }
}
