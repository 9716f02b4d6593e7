package pk.muhr.identity;

import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** A row of {@code appointment_end}. */
@Entity
@Immutable
@Table(name = "appointment_end")
class AppointmentEndRow {

    @Id
    UUID appointment;

    @Column(name = "ended_by")
    String endedBy;
}
