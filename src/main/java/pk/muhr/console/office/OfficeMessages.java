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

    @Message("Name")
    String proofName();

    @Message("How it was proved")
    String proofMethod();

    @Message("When")
    String proofAt();

    @Message("Approve what I read")
    String approve();

    @Message("English")
    String languageEn();

    @Message("Urdu")
    String languageUr();

    @Message("English and Urdu")
    String languageBoth();

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

    @Message("Why")
    String why();
}
