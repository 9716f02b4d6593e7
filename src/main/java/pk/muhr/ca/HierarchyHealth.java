package pk.muhr.ca;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready before the installation's ceremony: without authorities there is nothing to serve. */
@Readiness
@ApplicationScoped
class HierarchyHealth implements HealthCheck {

    private final Hierarchy hierarchy;

    HierarchyHealth(Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
    }

    @Override
    public HealthCheckResponse call() {
        int count = hierarchy.authorities().size();
        return HealthCheckResponse.named("authorities")
                .status(count > 0)
                .withData("count", count)
                .build();
    }
}
