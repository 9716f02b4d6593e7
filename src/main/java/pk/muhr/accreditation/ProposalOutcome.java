package pk.muhr.accreditation;

import java.util.List;

import pk.muhr.policy.PolicyProblem;

/** How a proposal ended. */
public sealed interface ProposalOutcome {

    /** It waits for officers now. */
    record Proposed(PolicyCandidate candidate, List<PolicyProblem> warnings) implements ProposalOutcome {}

    /** It breaks rules; what is in force stays. */
    record Broken(List<PolicyProblem> problems) implements ProposalOutcome {}

    /** The very same files wait for officers already. */
    record AlreadyOpen(PolicyCandidate candidate) implements ProposalOutcome {}
}
