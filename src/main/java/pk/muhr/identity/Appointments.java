package pk.muhr.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.problem.StoreRows;

/**
 * Who holds which role. Appointments are made, suspended and ended, never changed; the records are read anew for every
 * request, so that an end bites at once. Officers make them through {@link AppointmentProposals}.
 */
@ApplicationScoped
public class Appointments {

    private static final String HELD =
            "select a.id, a.role, a.body from appointment_held() a where a.person = ? order by a.role, a.id";

    private static final String INSERT = """
            insert into appointment (id, person, role, body, appointed_by)
            values (:id, :person, :role, cast(:body as text), :by)
            """;

    /** Two appointments of one person at the same moment must see each other, on whichever replica they are made. */
    private static final String LOCK_PERSON =
            "select cast(pg_advisory_xact_lock(hashtextextended(:person, 1)) as text)";

    private final EntityManager entities;
    private final AgroalDataSource store;
    private final AuditRecords audit;

    Appointments(EntityManager entities, AgroalDataSource store, AuditRecords audit) {
        this.entities = entities;
        this.store = store;
        this.audit = audit;
    }

    /** What the person holds now; empty for somebody unknown. Asked at every request, so one statement by itself. */
    public List<Appointment> of(PersonId person) {
        return StoreRows.read(
                store,
                HELD,
                List.of(person.value()),
                row -> new Appointment(
                        row.getObject("id", UUID.class),
                        person,
                        Role.ofLabel(row.getString("role")).orElseThrow(),
                        Optional.ofNullable(row.getString("body")).map(BodyId::new)));
    }

    /**
     * Appoints a known person without a second officer; in production the database refuses it.
     *
     * @param body the one a subscriber acts for; empty for every other role
     */
    @Transactional
    AppointmentOutcome appoint(PersonId person, Role role, Optional<BodyId> body, Actor by) {
        return appoint(new Appointment(UUID.randomUUID(), person, role, body), by);
    }

    /** Makes this appointment, unless the person's others speak against it. */
    @Transactional
    AppointmentOutcome appoint(Appointment wanted, Actor by) {
        lock(wanted.person());
        return Separation.objection(of(wanted.person()), wanted).orElseGet(() -> made(wanted, by));
    }

    void lock(PersonId person) {
        entities.createNativeQuery(LOCK_PERSON, String.class)
                .setParameter("person", person.value())
                .getSingleResult();
    }

    private AppointmentOutcome made(Appointment appointment, Actor by) {
        entities.createNativeQuery(INSERT)
                .setParameter("id", appointment.id())
                .setParameter("person", appointment.person().value())
                .setParameter("role", appointment.role().label())
                .setParameter("body", appointment.body().map(BodyId::value).orElse(null))
                .setParameter("by", by.id())
                .executeUpdate();
        audit.append(event("PERSON_APPOINTED", appointment, by));
        return new AppointmentOutcome.Appointed(appointment);
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
}
