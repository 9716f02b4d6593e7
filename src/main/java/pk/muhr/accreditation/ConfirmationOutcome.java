package pk.muhr.accreditation;

import java.util.List;

import pk.muhr.identity.Role;
import pk.muhr.policy.PolicyProblem;

/** How a confirmation or a withdrawal ended. */
public sealed interface ConfirmationOutcome {

    /** It counts; an officer of another role is still missing. */
    record Confirmed(PolicyCandidate candidate) implements ConfirmationOutcome {}

    /** It was the second one: the candidate is in force. */
    record Activated(PolicyCandidate candidate) implements ConfirmationOutcome {}

    /** The candidate is taken back. */
    record Withdrawn(PolicyCandidate candidate) implements ConfirmationOutcome {}

    /** Nobody proposed such a bundle. */
    record Unknown() implements ConfirmationOutcome {}

    /** It does not wait for officers any more. */
    record NotOpen(PolicyCandidate candidate) implements ConfirmationOutcome {}

    /** The same person confirmed it before. */
    record SamePerson(PolicyCandidate candidate) implements ConfirmationOutcome {}

    /** Somebody of the same role confirmed it before. */
    record SameRole(PolicyCandidate candidate, Role role) implements ConfirmationOutcome {}

    /** What was right when it was proposed is not any more; nothing was changed. */
    record Broken(List<PolicyProblem> problems) implements ConfirmationOutcome {}
}
