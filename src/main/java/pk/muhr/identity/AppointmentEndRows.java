package pk.muhr.identity;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The rows, seen by {@link Appointments} only. */
@ApplicationScoped
class AppointmentEndRows implements PanacheRepositoryBase<AppointmentEndRow, UUID> {

    AppointmentEndRows() {}
}
