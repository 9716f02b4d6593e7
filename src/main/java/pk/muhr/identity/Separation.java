package pk.muhr.identity;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which roles one person may hold together. Decides on what is held now; whoever asks holds the person's lock. */
final class Separation {

    private Separation() {}

    /**
     * Nobody has a say in an appointment of their own.
     *
     * @throws pk.muhr.problem.ProblemException when the caller is the one who is appointed
     */
    static void requireAnother(PersonId appointed, Caller caller) {
        if (appointed.equals(caller.person())) {
            throw AppointmentRefusal.OWN_APPOINTMENT.about(appointed);
        }
    }

    /** Why the appointment is not made, or that it stands already; empty when nothing speaks against it. */
    static Optional<AppointmentOutcome> objection(List<Appointment> held, Appointment wanted) {
        for (Appointment other : held) {
            if (other.role() == wanted.role() && other.body().equals(wanted.body())) {
                return Optional.of(new AppointmentOutcome.AlreadyHeld(other));
            }
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        held.forEach(appointment -> roles.add(appointment.role()));
        if (roles.contains(Role.AUDITOR) || wanted.role() == Role.AUDITOR && !roles.isEmpty()) {
            return Optional.of(new AppointmentOutcome.AuditorHoldsNothingElse(wanted.person(), roles));
        }
        return held.stream()
                .filter(other -> other.role() == wanted.role())
                .flatMap(other -> other.body().stream())
                .findFirst()
                .map(body -> new AppointmentOutcome.ActsForAnotherBody(wanted.person(), body));
    }
}
