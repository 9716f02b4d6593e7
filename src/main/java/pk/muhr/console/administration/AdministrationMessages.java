package pk.muhr.console.administration;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the pages for the people who run the service. */
@MessageBundle("administration")
public interface AdministrationMessages {

    @Message("Authorities and keys")
    String authoritiesTitle();

    @Message("Every authority with its key, its token, and what depends on it. What is not well says" + " so in words.")
    String authoritiesIntro();

    @Message("Certified by")
    String issuedBy();

    @Message("Root: it certifies itself")
    String isRoot();

    @Message("Token")
    String token();

    @Message("The device that holds the key. The key never leaves it.")
    String tokenWhy();

    @Message("logged in, signs")
    String tokenReady();

    @Message("not in use yet")
    String tokenClosed();

    @Message("its sessions died; trying again")
    String tokenReplacing();

    @Message("paused after failures; tried again soon")
    String tokenPaused();

    @Message("it refused the PIN: correct the PIN file, then start the program again")
    String tokenRefused();

    @Message("lost: look at the device, then start the program again")
    String tokenLost();

    @Message("not connected here, as it should be for a key kept off-line")
    String tokenAway();

    @Message("Key")
    String key();

    @Message("Serial number")
    String serial();

    @Message("Certificate valid until")
    String validUntil();

    @Message("{days} days left")
    String daysLeft(long days);

    @Message("expired")
    String expiredAlready();

    @Message("CRL good until")
    String crlUntil();

    @Message("The list of revoked certificates that the authority publishes")
    String crlWhy();

    @Message("OCSP responder good until")
    String ocspUntil();

    @Message("It answers whether one certificate is revoked")
    String ocspWhy();

    @Message("none")
    String none();

    @Message("not answered for here")
    String notHere();

    @Message("Time-stamping units")
    String unitsTitle();

    @Message("signs until")
    String signsUntil();

    @Message("No unit signs in this process.")
    String unitsNone();

    @Message("CRLs, OCSP, jobs")
    String statusTitle();

    @Message("How the service is now. This page looks again every fifteen seconds.")
    String statusIntro();

    @Message("well")
    String well();

    @Message("needs somebody")
    String unwell();

    @Message("Parts of the service")
    String checksTitle();

    @Message("CRLs: published lists and until when they are good")
    String checkCrl();

    @Message("OCSP: responders and until when they are good")
    String checkOcsp();

    @Message("Tokens that hold keys")
    String checkTokens();

    @Message("Authorities")
    String checkAuthorities();

    @Message("News of revocations")
    String checkStatusEvents();

    @Message("What the public sees at our addresses")
    String checkPublicAddresses();

    @Message("Time-stamps")
    String checkTsa();

    @Message("Clock against its sources")
    String checkClock();

    @Message("Whether certificates are issued")
    String checkPolicy();

    @Message("Quarterly review of people in office")
    String checkAppointmentReview();

    @Message("Revocations of many certificates, done in time")
    String checkRevocationOrders();

    @Message("Problem reports waiting for an answer")
    String checkProblemReports();

    @Message("Name servers (DNS)")
    String checkNameServers();

    @Message("Audit log: seconds until a record is signed and outside")
    String checkAuditLog();

    @Message("Audit log: witnesses and places outside")
    String checkAuditLogOutside();

    @Message("Notices to bodies")
    String checkNotices();

    @Message("Database")
    String checkDatabase();

    @Message("All that was looked at")
    String checksMore();

    @Message("Everything that was looked at is as it should be.")
    String observedWell();

    @Message("Part of the program")
    String checkOther();

    @Message("What")
    String columnWhat();

    @Message("How it is")
    String columnHow();

    @Message("More")
    String columnMore();

    @Message("What an observer finds at the public addresses")
    String observedTitle();

    @Message("Nothing was looked at yet.")
    String observedNone();

    @Message("since")
    String observedSince();

    @Message("Clock")
    String clockTitle();

    @Message("Difference from its sources")
    String clockOffset();

    @Message("Last good look")
    String clockAge();

    @Message("No source of time has been heard yet, or they disagree.")
    String clockUnknown();

    @Message("{count} ms")
    String milliseconds(long count);

    @Message("{count} s ago")
    String seconds(long count);

    @Message("Signatures under way")
    String intentsTitle();

    @Message("Begun within seven days and not finished")
    String intentsOpen();

    @Message("of these for longer than they may take; they are given up and revoked by themselves")
    String intentsOverdue();

    @Message("Jobs of this process")
    String jobsTitle();

    @Message("This process has no jobs.")
    String jobsNone();

    @Message("Job")
    String jobName();

    @Message("Last run")
    String jobLast();

    @Message("Next run")
    String jobNext();

    @Message("late")
    String jobLate();

    @Message("not yet")
    String jobNever();

    @Message("Charts")
    String chartsTitle();

    @Message("Counted at")
    String chartsAsOf();

    @Message("The same figures stand in a table beneath each picture. They are counted every five minutes.")
    String chartsIntro();

    @Message("Certificates issued by day")
    String chartIssued();

    @Message("Refusals by rule, last thirty days")
    String chartRefused();

    @Message("Certificates that end, by month")
    String chartEnding();

    @Message("Nothing was refused.")
    String chartNone();

    @Message("Table")
    String chartTable();

    @Message("Day (UTC)")
    String columnDay();

    @Message("Month")
    String columnMonth();

    @Message("Rule")
    String columnRule();

    @Message("How many")
    String columnCount();

    @Message("Proposed by")
    String proposedBy();

    @Message("Confirm")
    String confirm();

    @Message("Withdraw")
    String withdraw();

    @Message("You confirmed it before. Somebody of another office must confirm it too.")
    String samePerson();

    @Message("Somebody of your office confirmed it before. The second person must hold another office.")
    String sameRole();

    @Message("It does not wait for officers any more. Nothing changed.")
    String notOpen();

    @Message("These files break rules. Nothing changed, and the policy in force stays.")
    String broken();

    @Message("The very same files wait for officers already.")
    String alreadyOpen();

    @Message("Choose at least one file, each a .yaml file of text.")
    String noFiles();

    @Message("It is proposed. Two people of different offices confirm it.")
    String donePolicyProposed();

    @Message("Your confirmation counts. Somebody of another office must confirm it too.")
    String donePolicyConfirmed();

    @Message("It is in force.")
    String donePolicyActivated();

    @Message("It is withdrawn.")
    String donePolicyWithdrawn();

    @Message("Person")
    String person();

    @Message("Office")
    String role();

    @Message("Body")
    String body();

    @Message("State")
    String state();

    @Message("Propose")
    String propose();

    @Message("Suspend")
    String suspend();

    @Message("Confirm the end")
    String end();

    @Message("Why")
    String why();

    @Message("It is proposed. Another officer confirms it.")
    String doneAppointmentProposed();

    @Message("It counts from now on.")
    String doneAppointmentConfirmed();

    @Message("The appointment does not count any more. Another officer ends it.")
    String doneAppointmentSuspended();

    @Message("The appointment is ended.")
    String doneAppointmentEnded();

    @Message("Your review is on record. Another officer confirms it.")
    String doneReviewed();

    @Message("The review counts.")
    String doneReviewConfirmed();

    @Message("Stopped. No server begins a new certificate.")
    String doneStopped();

    @Message("Proposed. An officer of another office must agree.")
    String doneResumptionProposed();

    @Message("Certificates are issued again.")
    String doneResumed();
}
