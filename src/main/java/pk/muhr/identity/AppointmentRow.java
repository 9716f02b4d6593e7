package pk.muhr.identity;

import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** A row of {@code appointment}; it counts until there is a row of {@code appointment_end} for it. */
@Entity
@Immutable
@Table(name = "appointment")
class AppointmentRow {

    @Id
    UUID id;

    String person;
    String role;
    String body;

    @Column(name = "appointed_by")
    String appointedBy;

    Appointment appointment() {
        return new Appointment(
                id,
                new PersonId(person),
                Role.ofLabel(role).orElseThrow(),
                Optional.ofNullable(body).map(BodyId::new));
    }
}
