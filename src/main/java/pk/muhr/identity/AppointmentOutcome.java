package pk.muhr.identity;

import java.util.Set;

/** What became of the wish to appoint somebody. */
public sealed interface AppointmentOutcome {

    /** They hold the role from now on. */
    record Appointed(Appointment appointment) implements AppointmentOutcome {}

    /** They held it already; nothing was written. */
    record AlreadyHeld(Appointment appointment) implements AppointmentOutcome {}

    /** An auditor holds no other role, and who holds another role does not become auditor. */
    record AuditorHoldsNothingElse(PersonId person, Set<Role> held) implements AppointmentOutcome {}

    /** A subscriber acts for one body. */
    record ActsForAnotherBody(PersonId person, BodyId body) implements AppointmentOutcome {}
}
