package pk.muhr.console.subscriber;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of a body's overview and of its requests. */
@MessageBundle("subscriber")
public interface SubscriberMessages {

    @Message("What to do next")
    String nextTitle();

    @Message("Your body is not active yet")
    String nextActive();

    @Message("Finish proving a domain")
    String nextChallenge();

    @Message("Prove your first domain")
    String nextDomain();

    @Message("Renew what ends soon")
    String nextRenew();

    @Message("Ask for a certificate")
    String nextAsk();

    @Message("My body")
    String bodyTitle();

    @Message("In the register")
    String bodyState();

    @Message("applied for")
    String bodyApplied();

    @Message("Verified by officers")
    String bodyVerified();

    @Message("active")
    String bodyActive();

    @Message("suspended")
    String bodySuspended();

    @Message("closed")
    String bodyClosed();

    @Message("Name")
    String bodyName();

    @Message("Identifier")
    String bodyIdentifier();

    @Message("How certificates tell your body from all others")
    String bodyIdentifierWhy();

    @Message("Place")
    String bodyPlace();

    @Message("not yet")
    String bodyNotVerified();

    @Message("Requests under way")
    String waitingTitle();

    @Message("Nothing waits for a decision.")
    String waitingNone();

    @Message("{given} of {needed} officers have agreed")
    String approvalsGiven(long given, int needed);

    @Message("What ends next")
    String endsTitle();

    @Message("You have no certificate that ends.")
    String endsNone();

    @Message("{days} days left")
    String inDays(long days);

    @Message("As a calendar file")
    String calendar();

    @Message("Calendar programs can fetch it with a token at")
    String calendarFeed();

    @Message("Requests")
    String requestsTitle();

    @Message("Name, serial number or number of the request")
    String searchRequests();

    @Message("State")
    String state();

    @Message("any")
    String stateAny();

    @Message("waits for officers")
    String stateValidated();

    @Message("approved")
    String stateApproved();

    @Message("issued")
    String stateIssued();

    @Message("turned down")
    String stateRejected();

    @Message("taken back")
    String stateWithdrawn();

    @Message("too late")
    String stateExpired();

    @Message("Search")
    String search();

    @Message("No requests here")
    String requestsNone();

    @Message("What you ask for shows up here, with how it goes.")
    String requestsNoneWhat();

    @Message("Older ones")
    String older();

    @Message("Request")
    String requestTitle();

    @Message("For questions about it")
    String requestFacts();

    @Message("Number")
    String requestId();

    @Message("Say this number when you ask an officer about the request")
    String requestIdWhy();

    @Message("Decided until")
    String requestUntil();

    @Message("Go to the certificate")
    String toCertificate();

    @Message("Sent")
    String momentSubmitted();

    @Message("Checked by the rules: names proved, key good")
    String momentChecked();

    @Message("An officer agreed")
    String momentApproved();

    @Message("An officer agreed, but that does not count any more")
    String momentApprovedNoMore();

    @Message("An officer turned it down. Their words:")
    String momentRejected();

    @Message("Taken back by your body")
    String momentWithdrawn();

    @Message("The certificate is there")
    String momentIssued();

    @Message("Now officers look at it. You need not do anything.")
    String momentWaits();

    @Message("The certificate is being made")
    String momentBeingIssued();

    @Message("Nobody decided in time. Ask again.")
    String momentExpired();

    @Message("Letters and scans")
    String evidence();

    @Message("Nothing is attached. If officers ask for a letter, add it here.")
    String evidenceNone();

    @Message("PDF, PNG or JPEG, at most 500 KB")
    String evidenceFile();

    @Message("Attach")
    String evidenceAttach();

    @Message("Take the request back")
    String withdraw();

    @Message("Then nobody decides about it any more. You can ask anew at any time.")
    String withdrawWhat();

    @Message("Yes, take it back")
    String withdrawDo();
}
