package pk.muhr.console.office;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the pages for officers. */
@MessageBundle("office")
public interface OfficeMessages {

    @Message("Requests to decide")
    String queueTitle();

    @Message("These requests wait for officers. Read each one before you decide; what you approve is"
            + " bound to what you read.")
    String queueIntro();

    @Message(
            "Nothing waits here. When a body sends a request that officers decide about, it appears" + " in this list.")
    String queueNone();

    @Message("Keys")
    String keysTitle();

    @Message("Everything here works without a mouse:")
    String keysIntro();

    @Message("next line")
    String keyDown();

    @Message("line before")
    String keyUp();

    @Message("open the request")
    String keyOpen();

    @Message("go to the approval; Enter gives it")
    String keyApprove();

    @Message("go to the rejection")
    String keyReject();

    @Message("next request that waits")
    String keyNext();

    @Message("back to the list")
    String keyBack();

    @Message("go to the search")
    String keySearch();

    @Message("show or hide these keys")
    String keyHelp();

    @Message("Name, number or id")
    String filterText();

    @Message("Purpose")
    String filterProfile();

    @Message("Body")
    String filterBody();

    @Message("State")
    String filterState();

    @Message("Waiting for")
    String filterAge();

    @Message("any")
    String filterAny();

    @Message("Search")
    String filterSubmit();

    @Message("a day or longer")
    String ageDay();

    @Message("three days or longer")
    String ageThreeDays();

    @Message("a week or longer")
    String ageWeek();

    @Message("Body")
    String columnBody();

    @Message("Names")
    String columnNames();

    @Message("Purpose")
    String columnPurpose();

    @Message("Since")
    String columnSince();

    @Message("Approvals")
    String columnApprovals();

    @Message("State")
    String columnState();

    @Message("Valid until")
    String columnUntil();

    @Message("Name")
    String columnName();

    @Message("{given} of {needed}")
    String given(long given, int needed);

    @Message("none needed")
    String noneNeeded();

    @Message("yours is one")
    String yoursToo();

    @Message("Older ones")
    String nextPage();

    @Message("More bodies")
    String nextBodies();

    @Message("Older certificates")
    String nextCertificates();

    @Message("waits for officers")
    String stateValidated();

    @Message("approved, being issued")
    String stateApproved();

    @Message("issued")
    String stateIssued();

    @Message("rejected")
    String stateRejected();

    @Message("taken back by the body")
    String stateWithdrawn();

    @Message("too late")
    String stateExpired();

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

    @Message("Name")
    String proofName();

    @Message("How it was proved")
    String proofMethod();

    @Message("When")
    String proofAt();

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

    @Message("Approve what I read")
    String approve();

    @Message("Reject or ask back")
    String rejectTitle();

    @Message("A request never changes. Rejecting it tells the body what is missing; it then asks"
            + " again. This is also how you ask back.")
    String rejectWhy();

    @Message("The body is written to in")
    String rejectLanguage();

    @Message("English")
    String languageEn();

    @Message("Urdu")
    String languageUr();

    @Message("English and Urdu")
    String languageBoth();

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

    @Message("Your approval counts. Another officer must agree too.")
    String doneCounted();

    @Message("Your approval was the last one: the certificate is issued.")
    String doneIssued();

    @Message("Your approval counts, and the certificate is being made. Look again in a moment.")
    String doneUnderWay();

    @Message("The request is rejected, and the body can read why.")
    String doneRejected();

    @Message("The certificate is revoked. Everybody who asks is told from now on.")
    String doneRevoked();

    @Message("The certificate is held. It does not count until somebody releases it.")
    String doneHeld();

    @Message("The certificate counts again.")
    String doneReleased();

    @Message("It is on record.")
    String doneBody();

    @Message("It is proposed. A security officer or the policy authority confirms it.")
    String doneProposed();

    @Message("Nobody decides about their own request, or one of a body they act for. Nothing was"
            + " recorded; ask another registration officer.")
    String refusedOwn();

    @Message("The request is not the one that you read. Nothing was recorded; read it again, and"
            + " approve it if you still agree.")
    String refusedContent();

    @Message("Approvals of this purpose need your own certificate. Nothing was recorded; log in with"
            + " it and approve again.")
    String refusedCertificate();

    @Message("Your appointment ended. Nothing was recorded.")
    String refusedRole();

    @Message("Nothing is left to decide: the request was decided meanwhile, or it is too late.")
    String refusedNothing();

    @Message("Your approval is on record and was the last one, but a rule says no for now. It is tried"
            + " again by itself.")
    String refusedSince();

    @Message("Tick the box that says you mean it.")
    String refusedConfirm();

    @Message("This time was not understood. Choose a day and a time.")
    String refusedTime();

    @Message("Back to the list")
    String backToQueue();

    @Message("Next request that waits")
    String nextWaiting();

    @Message("Certificates")
    String certificatesTitle();

    @Message("No certificate matches. Look for a serial number, a host, a mailbox, or an identifier.")
    String certificatesNone();

    @Message("Now")
    String certificateState();

    @Message("valid")
    String validState();

    @Message("expired")
    String expiredState();

    @Message("revoked")
    String revokedState();

    @Message("held")
    String heldState();

    @Message("What happened to it")
    String historyTitle();

    @Message("Issued")
    String historyIssued();

    @Message("Revoked")
    String historyRevoked();

    @Message("Held")
    String historyHeld();

    @Message("Released")
    String historyReleased();

    @Message("counts since")
    String countsSince();

    @Message("not to be relied on since")
    String invalidSince();

    @Message("The request that led to it")
    String openRequest();

    @Message("Save (PEM)")
    String savePem();

    @Message("Revoke")
    String revokeTitle();

    @Message("A revocation is for good and is published to everybody. Tell the body before, unless the"
            + " key is in wrong hands.")
    String revokeWhy();

    @Message("Reason")
    String revokeReason();

    @Message("Not to be relied on since (may be left out)")
    String revokeInvalidity();

    @Message("When the key was lost or copied, if that is known")
    String revokeInvalidityWhy();

    @Message("I mean it: this cannot be undone.")
    String revokeMean();

    @Message("Revoke for good")
    String revokeSubmit();

    @Message("Hold")
    String holdTitle();

    @Message("A hold is a revocation that can be taken back: use it while you find out what happened.")
    String holdWhy();

    @Message("Hold the certificate")
    String holdSubmit();

    @Message("Release the certificate")
    String releaseSubmit();

    @Message("Revocation officers and security officers revoke certificates. You may read this one.")
    String revokeNot();

    @Message("no reason is given")
    String reasonUnspecified();

    @Message("the key is in wrong hands")
    String reasonKeyCompromise();

    @Message("names or affiliation changed")
    String reasonAffiliationChanged();

    @Message("another certificate took its place")
    String reasonSuperseded();

    @Message("it is not used any more")
    String reasonCessationOfOperation();

    @Message("the body broke its agreement")
    String reasonPrivilegeWithdrawn();

    @Message("held")
    String reasonCertificateHold();

    @Message("the authority's key is in wrong hands")
    String reasonCACompromise();

    @Message("the attribute authority's key is in wrong hands")
    String reasonAACompromise();

    @Message("Bodies")
    String bodiesTitle();

    @Message("Bodies that may have certificates, and those that want to.")
    String bodiesIntro();

    @Message("No body matches.")
    String bodiesNone();

    @Message("Identifier, a part of the name, or a number in a register")
    String bodiesSearch();

    @Message("applied for")
    String bodyApplied();

    @Message("verified")
    String bodyVerified();

    @Message("active")
    String bodyActive();

    @Message("suspended")
    String bodySuspended();

    @Message("closed")
    String bodyClosed();

    @Message("Name in Urdu")
    String bodyNameUrdu();

    @Message("Identifier")
    String bodyId();

    @Message("Kind")
    String bodyKind();

    @Message("ministry")
    String kindMinistry();

    @Message("division")
    String kindDivision();

    @Message("attached department")
    String kindAttachedDepartment();

    @Message("province")
    String kindProvince();

    @Message("autonomous body")
    String kindAutonomousBody();

    @Message("court")
    String kindCourt();

    @Message("armed forces")
    String kindArmedForces();

    @Message("local government")
    String kindLocalGovernment();

    @Message("company")
    String kindCompany();

    @Message("Place")
    String bodyPlace();

    @Message("Numbers in registers")
    String bodyRegister();

    @Message("Letter on file (SHA-256)")
    String bodyLetter();

    @Message("Subscriber agreement")
    String bodyAgreement();

    @Message("not accepted yet")
    String bodyAgreementNone();

    @Message("Steps")
    String bodyHistory();

    @Message("Proofs")
    String bodyProofs();

    @Message("Nothing is proved.")
    String bodyProofsNone();

    @Message("the body itself")
    String proofOrganization();

    @Message("until")
    String proofUntil();

    @Message("over")
    String proofOver();

    @Message("Where it is told of its certificates")
    String bodyContacts();

    @Message("Nowhere: add a mailbox through the body's subscribers.")
    String bodyContactsNone();

    @Message("People who act for it")
    String bodyPeople();

    @Message("Nobody acts for it.")
    String bodyPeopleNone();

    @Message("Its requests")
    String bodyRequests();

    @Message("Its certificates")
    String bodyCertificates();

    @Message("What you can do")
    String stepsTitle();

    @Message("Another officer applied for this body. Say how you found that the register is right;"
            + " then it accepts the subscriber agreement.")
    String verifyWhy();

    @Message("How you verified it")
    String verifyHow();

    @Message("Verify the body")
    String verifySubmit();

    @Message("A suspended body gets no new certificates. What it has stays valid.")
    String suspendWhy();

    @Message("Suspend the body")
    String suspendSubmit();

    @Message("Another officer suspended it. Say why it may have certificates again.")
    String resumeWhy();

    @Message("Resume the body")
    String resumeSubmit();

    @Message("A closed body never comes back under this identifier.")
    String closeWhy();

    @Message("Close the body for good")
    String closeSubmit();

    @Message("Why")
    String why();

    @Message("Propose somebody to act for this body. Another officer confirms.")
    String appointWhy();

    @Message("Propose a subscriber")
    String appointTitle();

    @Message("Known by the identity provider as")
    String appointPerson();

    @Message("Full name (only for somebody new)")
    String appointName();

    @Message("Propose")
    String appointSubmit();

    @Message("Why they shall act no longer")
    String endWhy();

    @Message("Suspend")
    String endSubmit();

    @Message("proposed")
    String appointmentProposed();

    @Message("not confirmed in time")
    String appointmentExpired();

    @Message("in office")
    String appointmentEffective();

    @Message("suspended")
    String appointmentSuspended();

    @Message("ended")
    String appointmentEnded();
}
