package pk.muhr.issuance;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.identity.Caller;
import pk.muhr.identity.Reason;
import pk.muhr.identity.Role;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.safety.StopSwitch;
import pk.muhr.safety.StopSwitch.Kind;
import pk.muhr.safety.StopSwitch.Word;
import pk.muhr.safety.StopSwitch.WordRefused;

/** What officers say to the stop switch: one stops, two of different roles resume (BR §5.7.1). */
@ApplicationScoped
public class StopOfficers {

    /** Who may use it, and in which office they do when they hold several. */
    private static final List<Role> OFFICERS = List.of(
            Role.SECURITY_OFFICER,
            Role.CA_ADMINISTRATOR,
            Role.POLICY_AUTHORITY,
            Role.REGISTRATION_OFFICER,
            Role.REVOCATION_OFFICER);

    private final StopSwitch stop;

    StopOfficers(StopSwitch stop) {
        this.stop = stop;
    }

    /**
     * Stops: from now on no replica begins a certificate; what one had begun already is still signed.
     *
     * @throws ProblemException when the caller is no officer
     */
    public Word stop(Caller caller, Reason reason) {
        return said(Kind.STOPPED, office(caller), caller, reason);
    }

    /**
     * Proposes to resume, or as the second officer, in another role, resumes.
     *
     * @throws ProblemException when nothing is stopped, or not by this officer
     */
    public Word resume(Caller caller, Reason reason) {
        Optional<Word> proposal = stop.newest().filter(word -> word.kind() == Kind.RESUMPTION_PROPOSED);
        Role office = OFFICERS.stream()
                .filter(caller::holds)
                .filter(role -> proposal.filter(word -> word.role().equals(role.label()))
                        .isEmpty())
                .findFirst()
                .orElseGet(() -> office(caller));
        return said(proposal.isPresent() ? Kind.RESUMED : Kind.RESUMPTION_PROPOSED, office, caller, reason);
    }

    private Word said(Kind kind, Role office, Caller caller, Reason reason) {
        try {
            Word word = stop.say(kind, reason.text(), caller.person().value(), office.label());
            stop.refusalNow(); // here at once, elsewhere within a second
            return word;
        } catch (WordRefused e) {
            throw new ProblemException(
                    e.lacksOfficers()
                            ? Problem.of(
                                            409,
                                            "resumption-lacks-officers",
                                            "Not by this officer",
                                            "Two officers of different roles resume, within a day; nothing changed.")
                                    .withFix("ask an officer of another role; when a day has passed, stop again and"
                                            + " propose anew")
                            : Problem.of(
                                            409,
                                            "issuance-not-stopped",
                                            "Issuance is not stopped",
                                            "There is nothing to resume; nothing changed.")
                                    .withFix("look at GET /api/v1/issuance"));
        }
    }

    private static Role office(Caller caller) {
        caller.require(OFFICERS.toArray(Role[]::new));
        return OFFICERS.stream().filter(caller::holds).findFirst().orElseThrow();
    }
}
