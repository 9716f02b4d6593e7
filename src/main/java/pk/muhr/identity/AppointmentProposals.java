package pk.muhr.identity;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import org.hibernate.JDBCException;

import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.AppointmentOutcome.ActsForAnotherBody;
import pk.muhr.identity.AppointmentOutcome.AlreadyHeld;
import pk.muhr.identity.AppointmentOutcome.Appointed;
import pk.muhr.identity.AppointmentOutcome.AuditorHoldsNothingElse;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.LegibleText;

/**
 * Appointments as officers make and end them: one proposes, another confirms; one suspends, another ends. Leaving is
 * safe, so the suspension counts from its commit on. A confirmation and the appointment that it makes are one
 * transaction, and the database decides once more whether two officers who hold their roles said so.
 */
@ApplicationScoped
public class AppointmentProposals {

    private static final String PROPOSE = """
            insert into appointment_proposal (id, person, role, body, proposed_by, proposed_as)
            values (:id, :person, :role, cast(:body as text), :by, :as)
            """;
    private static final String CONFIRM =
            "insert into appointment_confirmation (proposal, confirmed_by, confirmed_as) values (:id, :by, :as)";
    private static final String SUSPEND = """
            insert into appointment_suspension (appointment, reason, suspended_by, suspended_as)
            values (:id, :reason, :by, :as)
            """;
    private static final String END = "insert into appointment_end (appointment, ended_by) values (:id, :by)";

    private final EntityManager entities;
    private final People people;
    private final Bodies bodies;
    private final Appointments appointments;
    private final AppointmentHistory history;
    private final AuditRecords audit;

    AppointmentProposals(
            EntityManager entities,
            People people,
            Bodies bodies,
            Appointments appointments,
            AppointmentHistory history,
            AuditRecords audit) {
        this.entities = entities;
        this.people = people;
        this.bodies = bodies;
        this.appointments = appointments;
        this.history = history;
        this.audit = audit;
    }

    /**
     * Proposes to appoint somebody, who becomes known by it where they are new.
     *
     * @throws ProblemException when a rule says no
     */
    @Transactional
    public AppointmentRecord propose(
            PersonId person, Optional<LegibleText> displayName, Role role, Optional<BodyId> body, Caller caller) {
        Role as = proposer(caller, role);
        Separation.requireAnother(person, caller);
        Appointment wanted = new Appointment(UUID.randomUUID(), person, role, body);
        appointments.lock(person);
        body.filter(id -> bodies.find(id).isEmpty()).ifPresent(id -> {
            throw AppointmentRefusal.BODY_UNKNOWN.about(id);
        });
        Separation.objection(appointments.of(person), wanted).ifPresent(AppointmentProposals::appointed);
        people.know(person, displayName.map(LegibleText::value), caller.actorAs(as));
        entities.createNativeQuery(PROPOSE)
                .setParameter("id", wanted.id())
                .setParameter("person", person.value())
                .setParameter("role", role.label())
                .setParameter("body", body.map(BodyId::value).orElse(null))
                .setParameter("by", caller.person().value())
                .setParameter("as", as.label())
                .executeUpdate();
        audit.append(Appointments.event("APPOINTMENT_PROPOSED", wanted, caller.actorAs(as)));
        return read(wanted.id());
    }

    /** Confirms a proposal as another officer: the appointment counts from the commit on. */
    @Transactional
    public AppointmentRecord confirm(UUID id, Caller caller) {
        Role as = decider(caller);
        AppointmentRecord proposed = read(id);
        Appointment wanted = proposed.appointment();
        Separation.requireAnother(wanted.person(), caller);
        requireSecond(proposed.proposed(), caller);
        if (proposed.appointedAt().isPresent()) {
            throw AppointmentRefusal.DECIDED.about(id);
        }
        insert(CONFIRM, id, Map.of("by", caller.person().value(), "as", as.label()));
        audit.append(Appointments.event("APPOINTMENT_CONFIRMED", wanted, caller.actorAs(as)));
        appointed(appointments.appoint(wanted, caller.actorAs(as)));
        return read(id);
    }

    /** Suspends an appointment: it counts no more from the commit on, and waits for another officer to end it. */
    @Transactional
    public AppointmentRecord suspend(UUID id, Reason reason, Caller caller) {
        AppointmentRecord known = read(id);
        Role as = proposer(caller, known.appointment().role());
        if (known.suspended().isPresent() || known.ended().isPresent()) {
            throw AppointmentRefusal.DECIDED.about(id);
        }
        if (known.appointedAt().isEmpty()) {
            throw AppointmentRefusal.NOT_EFFECTIVE.about(id);
        }
        insert(
                SUSPEND,
                id,
                Map.of("reason", reason.text(), "by", caller.person().value(), "as", as.label()));
        audit.append(Appointments.event("APPOINTMENT_SUSPENDED", known.appointment(), caller.actorAs(as)));
        return read(id);
    }

    /** Ends a suspended appointment for good, as another officer. */
    @Transactional
    public AppointmentRecord end(UUID id, Caller caller) {
        Role as = decider(caller);
        AppointmentRecord known = read(id);
        Separation.requireAnother(known.appointment().person(), caller);
        if (known.ended().isPresent()) {
            throw AppointmentRefusal.DECIDED.about(id);
        }
        requireSecond(known.suspended().orElseThrow(() -> AppointmentRefusal.NOT_SUSPENDED.about(id)), caller);
        insert(END, id, Map.of("by", caller.person().value()));
        audit.append(Appointments.event("APPOINTMENT_ENDED", known.appointment(), caller.actorAs(as)));
        return read(id);
    }

    private static Role proposer(Caller caller, Role role) {
        if (role == Role.SUBSCRIBER && !caller.holds(Role.SECURITY_OFFICER)) {
            caller.require(Role.SECURITY_OFFICER, Role.REGISTRATION_OFFICER);
            return Role.REGISTRATION_OFFICER;
        }
        caller.require(Role.SECURITY_OFFICER);
        return Role.SECURITY_OFFICER;
    }

    /** In which role the caller decides as the second. */
    static Role decider(Caller caller) {
        caller.require(Role.SECURITY_OFFICER, Role.POLICY_AUTHORITY);
        return caller.holds(Role.SECURITY_OFFICER) ? Role.SECURITY_OFFICER : Role.POLICY_AUTHORITY;
    }

    private static void requireSecond(AppointmentRecord.Step first, Caller caller) {
        if (first.by().equals(caller.person().value())) {
            throw AppointmentRefusal.SAME_PERSON.about(first.by());
        }
    }

    private static void appointed(AppointmentOutcome outcome) {
        switch (outcome) {
            case Appointed _ -> {}
            case AlreadyHeld(Appointment held) -> throw AppointmentRefusal.ALREADY_HELD.about(held.id());
            case AuditorHoldsNothingElse(PersonId _, Set<Role> held) ->
                throw AppointmentRefusal.ROLES_EXCLUSIVE.about(
                        held.stream().map(Role::label).toList());
            case ActsForAnotherBody(PersonId _, BodyId other) ->
                throw AppointmentRefusal.ACTS_FOR_ANOTHER_BODY.about(other);
        }
    }

    private void insert(String statement, UUID id, Map<String, String> values) {
        var insert = entities.createNativeQuery(statement).setParameter("id", id);
        values.forEach(insert::setParameter);
        try {
            insert.executeUpdate();
        } catch (JDBCException e) {
            throw switch (String.valueOf(e.getSQLState())) {
                case "MU040" -> AppointmentRefusal.LAPSED.about(id);
                case "MU041" -> AppointmentRefusal.LAST_SECURITY_OFFICERS.about(id);
                case "23505" -> AppointmentRefusal.DECIDED.about(id);
                default -> e;
            };
        }
    }

    private AppointmentRecord read(UUID id) {
        return history.find(id).orElseThrow(() -> AppointmentRefusal.UNKNOWN.about(id));
    }
}
