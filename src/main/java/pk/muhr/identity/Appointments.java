package pk.muhr.identity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.problem.StoreFailed;

/**
 * Who holds which role. Appointments are made and ended, never changed; the records are read anew for every request,
 * so that an end bites at once.
 */
@ApplicationScoped
public class Appointments {

    private static final String HELD = "from AppointmentRow a where a.person = ?1"
            + " and not exists (select 1 from AppointmentEndRow e where e.appointment = a.id) order by a.role, a.id";

    private static final String HELD_NOW = """
            select a.id, a.role, a.body from appointment a
            where a.person = ? and not exists (select 1 from appointment_end e where e.appointment = a.id)
            order by a.role, a.id
            """;

    /** Two appointments of one person at the same moment must see each other, on whichever replica they are made. */
    static final String LOCK_PERSON = "select cast(pg_advisory_xact_lock(hashtextextended(?1, 1)) as text)";

    private final AppointmentRows rows;
    private final AppointmentEndRows ends;
    private final AgroalDataSource store;
    private final AuditRecords audit;

    Appointments(AppointmentRows rows, AppointmentEndRows ends, AgroalDataSource store, AuditRecords audit) {
        this.rows = rows;
        this.ends = ends;
        this.store = store;
        this.audit = audit;
    }

    /** What the person holds now; empty for somebody unknown. Asked at every request, so one statement by itself. */
    public List<Appointment> of(PersonId person) {
        List<Appointment> held = new ArrayList<>();
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(HELD_NOW)) {
            query.setString(1, person.value());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    held.add(new Appointment(
                            row.getObject("id", UUID.class),
                            person,
                            Role.ofLabel(row.getString("role")).orElseThrow(),
                            Optional.ofNullable(row.getString("body")).map(BodyId::new)));
                }
            }
            return held;
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    /**
     * Appoints a known person.
     *
     * @param body the one a subscriber acts for; empty for every other role
     */
    @Transactional
    public AppointmentOutcome appoint(PersonId person, Role role, Optional<BodyId> body, Actor by) {
        lock(person);
        Appointment wanted = new Appointment(UUID.randomUUID(), person, role, body);
        return Separation.objection(held(person), wanted).orElseGet(() -> made(wanted, by));
    }

    /**
     * Ends an appointment.
     *
     * @return whether it stood until now
     */
    @Transactional
    public boolean end(UUID id, Actor by) {
        Optional<Appointment> known = rows.findByIdOptional(id).map(AppointmentRow::appointment);
        known.ifPresent(appointment -> lock(appointment.person()));
        if (known.isEmpty() || ends.findByIdOptional(id).isPresent()) {
            return false;
        }
        AppointmentEndRow row = new AppointmentEndRow();
        row.appointment = id;
        row.endedBy = by.id();
        ends.persist(row);
        audit.append(event("APPOINTMENT_ENDED", known.get(), by));
        return true;
    }

    static AuditEvent event(String name, Appointment appointment, Actor by) {
        Map<String, Object> details = appointment
                .body()
                .<Map<String, Object>>map(body -> Map.of(
                        "role", appointment.role().label(), "body", body.value(), "appointment", appointment.id()))
                .orElseGet(() -> Map.of("role", appointment.role().label(), "appointment", appointment.id()));
        return AuditEvent.success(name, by, details)
                .withSubject(appointment.person().value());
    }

    private List<Appointment> held(PersonId person) {
        return rows.find(HELD, person.value()).stream()
                .map(AppointmentRow::appointment)
                .toList();
    }

    private AppointmentOutcome made(Appointment appointment, Actor by) {
        AppointmentRow row = new AppointmentRow();
        row.id = appointment.id();
        row.person = appointment.person().value();
        row.role = appointment.role().label();
        row.body = appointment.body().map(BodyId::value).orElse(null);
        row.appointedBy = by.id();
        rows.persist(row);
        audit.append(event("PERSON_APPOINTED", appointment, by));
        return new AppointmentOutcome.Appointed(appointment);
    }

    private void lock(PersonId person) {
        rows.getEntityManager()
                .createNativeQuery(LOCK_PERSON, String.class)
                .setParameter(1, person.value())
                .getSingleResult();
    }
}
