package pk.muhr.safety;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepository;

/** The rows, seen by {@link PolicyBundles} only. */
@ApplicationScoped
class PolicyActivationRows implements PanacheRepository<PolicyActivationRow> {

    PolicyActivationRows() {}
}
