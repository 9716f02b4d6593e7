package pk.muhr.safety;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The rows, seen by {@link PolicyBundles} only. */
@ApplicationScoped
class PolicyBundleRows implements PanacheRepositoryBase<PolicyBundleRow, String> {

    PolicyBundleRows() {}
}
