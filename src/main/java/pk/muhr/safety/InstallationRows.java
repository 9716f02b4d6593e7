package pk.muhr.safety;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The row, seen by {@link Installations} only. */
@ApplicationScoped
class InstallationRows implements PanacheRepositoryBase<InstallationRow, Short> {

    InstallationRows() {}
}
