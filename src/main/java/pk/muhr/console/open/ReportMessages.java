package pk.muhr.console.open;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of problem reports. */
@MessageBundle("report")
public interface ReportMessages {

    @Message("Report a problem with a certificate")
    String title();

    @Message(
            "Does somebody have a key that is not theirs? Is there a certificate that should not exist, or one that is used"
                    + " for what it is not for? Tell us. You need no account, and need not say who you are.")
    String lead();

    @Message("What is wrong?")
    String kind();

    @Message("Somebody else has the key")
    String kindCompromised();

    @Message("The certificate should not have been issued")
    String kindMisissued();

    @Message("The certificate is misused")
    String kindMisuse();

    @Message("Something else")
    String kindOther();

    @Message("Which certificate or key?")
    String subject();

    @Message(
            "Its serial number, its SHA-256 fingerprint, or its text that begins with BEGIN CERTIFICATE. Never a private key.")
    String subjectWhy();

    @Message("What happened, and how do you know?")
    String description();

    @Message("At most 4000 characters.")
    String descriptionWhy();

    @Message("Where can we reach you? (may be left out)")
    String contact();

    @Message("A mail address or a telephone number. Only the officers who read the report see it.")
    String contactWhy();

    @Message("Send the report")
    String submit();

    @Message("What happens next")
    String next();

    @Message("You get a page of your own. Keep its address: only who has it sees the report.")
    String nextPage();

    @Message("An officer reads the report and answers on that page within 24 hours.")
    String nextAnswer();

    @Message("If it is true, the certificate is revoked: within 24 hours where somebody else has the key, within 5 days"
            + " otherwise.")
    String nextRevoked();

    @Message("Is it your own certificate? Then log in: you can revoke it yourself at once.")
    String nextOwn();

    @Message("Choose what is wrong.")
    String noteKind();

    @Message("Say which certificate or key it is, in at most 8000 characters.")
    String noteSubject();

    @Message("Say what happened, in at most 4000 characters.")
    String noteDescription();

    @Message("Say in at most 200 characters where we can reach you, or leave it out.")
    String noteContact();

    @Message(
            "That held a private key, and was not kept. But the key has left your computer: whoever uses it should have its"
                    + " certificate revoked. Name the certificate by its number instead, and say how you came by the key.")
    String notePrivateKey();

    @Message("More reports came within the last hour than can be read. Please send it again in an hour, or write to the"
            + " contact in the practice statement.")
    String noteTooMany();

    @Message("There is no report at this address. Compare it with the one you kept; or make a new report here.")
    String noteUnknown();

    @Message("Your report")
    String reportedTitle();

    @Message("Keep the address of this page: it shows what becomes of your report.")
    String reportedKeep();

    @Message("State: received")
    String stateReceived();

    @Message("State: answered")
    String stateAnswered();

    @Message("State: closed")
    String stateClosed();

    @Message("An officer will answer here by {time}.")
    String waitReceived(String time);

    @Message("There is a first answer. What is found and done besides will stand here.")
    String waitAnswered();

    @Message("Nothing is left to be done. If something new happens, make a new report.")
    String waitClosed();

    @Message("What you wrote")
    String reportedWhat();

    @Message("Received")
    String receivedAt();

    @Message("What is wrong")
    String reportedKind();

    @Message("Certificate or key")
    String reportedSubject();

    @Message("What happened")
    String reportedDescription();

    @Message("What became of it")
    String steps();

    @Message("No answer yet.")
    String stepsNone();

    @Message("Answer")
    String stepAnswered();

    @Message("Outcome")
    String stepClosed();

    @Message("Make another report")
    String another();
}
