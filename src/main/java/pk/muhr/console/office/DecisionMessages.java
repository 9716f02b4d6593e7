package pk.muhr.console.office;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the page on which officers decide about a request. */
@MessageBundle("decision")
public interface DecisionMessages {

    @Message("Request")
    String requestTitle();

    @Message("What was asked for")
    String requestAsked();

    @Message("The certificate it would become")
    String requestComes();

    @Message("The certificate it became")
    String requestComesIssued();

    @Message("As things stand, no certificate comes of it")
    String requestRefused();

    @Message("This rule says no today. It is asked again when the last approval is given.")
    String requestRefusedWhy();

    @Message("The certificate cannot be shown now: the authority, its token or the policy does not"
            + " answer. Look again in a few minutes.")
    String requestUnavailable();

    @Message("Body")
    String requestBody();

    @Message("Asked by")
    String requestPerson();

    @Message("Purpose")
    String requestPurpose();

    @Message("Asked on")
    String requestSubmitted();

    @Message("Decide before")
    String requestUntil();

    @Message("Key")
    String requestKey();

    @Message("Follows the certificate")
    String requestRenews();

    @Message("Hash of what you read")
    String requestHash();

    @Message("A number computed from all of the request. Your approval counts for this and for nothing else.")
    String requestHashWhy();

    @Message("The request as it came (PKCS #10)")
    String requestCsr();

    @Message("Asked and given")
    String differencesTitle();

    @Message("A certificate says what the register and the proofs say, whatever the request said.")
    String differencesIntro();

    @Message("What")
    String differenceWhat();

    @Message("Asked")
    String differenceAsked();

    @Message("Given")
    String differenceGiven();

    @Message("as asked")
    String differenceSame();

    @Message("changed")
    String differenceChanged();

    @Message("left out")
    String differenceDropped();

    @Message("added")
    String differenceAdded();

    @Message("Use of the key")
    String differenceUsage();

    @Message("Purposes")
    String differencePurposes();

    @Message("Key")
    String differenceKey();

    @Message("Proofs")
    String proofsTitle();

    @Message("What each name rests on.")
    String proofsIntro();

    @Message("the body itself")
    String proofOfBody();

    @Message("the person")
    String proofOfPerson();

    @Message("Open the certificate")
    String openCertificate();

    @Message("Nothing in it needs a proof.")
    String proofsNone();

    @Message("Rules kept: {count}")
    String lintsTitle(int count);

    @Message("The linter has judged the certificate by each of these rules and found nothing. One that"
            + " breaks any of them is not signed.")
    String lintsIntro();

    @Message("Rule")
    String lintRule();

    @Message("Where it stands")
    String lintClause();

    @Message("Approvals")
    String approvalsTitle();

    @Message("Officers who must agree: {needed}")
    String approvalsNeeded(int needed);

    @Message("Nobody has approved it yet.")
    String approvalsNone();

    @Message("with a certificate")
    String approvalCertificate();

    @Message("does not count any more")
    String approvalGone();

    @Message("Letters and scans")
    String filesTitle();

    @Message("Nothing was attached.")
    String filesNone();

    @Message("Save")
    String filesSave();

    @Message("Files come from outside. Save them, and open them with care.")
    String filesWarning();

    @Message("{count} kB")
    String kilobytes(int count);

    @Message("Your decision")
    String decideTitle();

    @Message("You asked for this certificate, or act for its body. Another officer decides.")
    String decideOwn();

    @Message("Your approval is on record. Another officer must agree too.")
    String decideMine();

    @Message("Registration officers decide about requests. You may read this one.")
    String decideNot();

    @Message("Officers who approve this purpose must be logged in with their own certificate.")
    String decideNeedsCertificate();

    @Message("You say that the body wants this certificate and that what it says is right. With the"
            + " last approval it is issued at once.")
    String approveWhy();

    @Message("Reject or ask back")
    String rejectTitle();

    @Message("A request never changes. Rejecting it tells the body what is missing; it then asks"
            + " again. This is also how you ask back.")
    String rejectWhy();

    @Message("The body is written to in")
    String rejectLanguage();

    @Message("Text")
    String rejectText();

    @Message("only my own words")
    String rejectOwn();

    @Message("Your own words, for the requester to act on")
    String rejectWords();

    @Message("Reject the request")
    String rejectSubmit();

    @Message("Text and words together have at most 400 characters.")
    String rejectHint();

    @Message("Please ask again and attach the signed letter of your head of office.")
    String sendLetter();

    @Message("The attached file cannot be read. Please ask again with a clear scan.")
    String sendReadable();

    @Message("A name in the request is not the one in your letter. Please ask again with the right name.")
    String sendNames();

    @Message("Another purpose fits what you need. Please ask again for that one.")
    String sendPurpose();

    @Message("We have a question. Please call the registration office, then ask again.")
    String sendCall();

    @Message("Your head of office says that this certificate is not wanted.")
    String sendNotWanted();

    @Message("What was decided")
    String decidedTitle();

    @Message("Approved")
    String decidedApproved();

    @Message("Rejected")
    String decidedRejected();

    @Message("Taken back")
    String decidedWithdrawn();

    @Message("Back to the list")
    String backToQueue();

    @Message("Next request that waits")
    String nextWaiting();
}
