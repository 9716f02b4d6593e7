package pk.muhr.console.administration;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the pages about the policy. */
@MessageBundle("policies")
public interface PolicyMessages {

    @Message("Policy")
    String policyTitle();

    @Message("The policy decides which certificates there are and who may have them. A change comes"
            + " into force when two people of different offices confirm it.")
    String policyIntro();

    @Message("In force")
    String policyActive();

    @Message("Version")
    String policyVersion();

    @Message("Title")
    String policyName();

    @Message("Hash")
    String policyHash();

    @Message("A number computed from all of the files; other files have another")
    String policyHashWhy();

    @Message("Since")
    String policySince();

    @Message("Put into force by")
    String policyBy();

    @Message("Proposals")
    String policyCandidates();

    @Message("Nothing is proposed.")
    String policyCandidatesNone();

    @Message("In force before")
    String policyHistory();

    @Message("waits for officers")
    String candidateOpen();

    @Message("came into force")
    String candidateActivated();

    @Message("withdrawn")
    String candidateWithdrawn();

    @Message("outdated: another came into force first")
    String candidateOutdated();

    @Message("What it changes")
    String candidateDiff();

    @Message("It changes nothing that is in force.")
    String candidateDiffNone();

    @Message("Confirmed by")
    String candidateConfirmations();

    @Message("nobody yet")
    String candidateConfirmationsNone();

    @Message("Warnings")
    String candidateWarnings();

    @Message("Read every line of the change first. The second confirmation, of another office, puts it"
            + " into force at once.")
    String confirmPolicyWhy();

    @Message("Propose a change")
    String proposeTitle();

    @Message("Choose the files that change; all others stay as they are in force. Raise the version in"
            + " bundle.yaml with every change.")
    String proposeWhy();

    @Message("Files of the policy (.yaml)")
    String proposeFiles();

    @Message("Propose")
    String proposeSubmit();

    @Message("Files of a policy")
    String bundleTitle();

    @Message("Back to the policy")
    String backToPolicy();
}
