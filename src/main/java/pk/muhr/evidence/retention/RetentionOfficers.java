package pk.muhr.evidence.retention;

import java.util.Collection;
import java.util.List;

import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;

/** Any two of these, with different roles, let audit records go. */
final class RetentionOfficers {

    private static final List<Role> ROLES =
            List.of(Role.SECURITY_OFFICER, Role.CA_ADMINISTRATOR, Role.POLICY_AUTHORITY);

    private RetentionOfficers() {}

    /** One who agreed already. */
    interface Agreed {

        PersonId person();

        Role role();
    }

    /**
     * The role in which the caller agrees, beside those who did.
     *
     * @throws pk.muhr.problem.ProblemException when they are no other officer of another role
     */
    static Role role(Caller caller, Collection<? extends Agreed> others) {
        caller.require(ROLES.toArray(Role[]::new));
        for (Agreed other : others) {
            if (other.person().equals(caller.person())) {
                throw RetentionRefusal.SAME_PERSON.about(other.person().value());
            }
        }
        return ROLES.stream()
                .filter(caller::holds)
                .filter(role -> others.stream().noneMatch(other -> other.role() == role))
                .findFirst()
                .orElseThrow(() -> RetentionRefusal.SAME_ROLE.about(
                        others.iterator().next().role().label()));
    }

    /** Asks for one of those who may look on. */
    static void requireReader(Caller caller) {
        caller.require(Role.SECURITY_OFFICER, Role.CA_ADMINISTRATOR, Role.POLICY_AUTHORITY, Role.AUDITOR);
    }
}
