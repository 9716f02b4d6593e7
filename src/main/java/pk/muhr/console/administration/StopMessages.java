package pk.muhr.console.administration;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the stop switch. */
@MessageBundle("stop")
public interface StopMessages {

    @Message("Stop switch")
    String stopTitle();

    @Message("Certificates are issued.")
    String stopOpen();

    @Message("No certificate is issued anywhere.")
    String stopStopped();

    @Message("Somebody proposed to resume. An officer of another office must agree within a day; until"
            + " then nothing is issued.")
    String stopProposed();

    @Message("What it does")
    String stopDoes();

    @Message("One officer is enough to stop. From that moment no server begins a new certificate.")
    String stopDoesOne();

    @Message("What was begun before that is still signed. What is issued stays valid.")
    String stopDoesTwo();

    @Message("Revocations, CRLs and OCSP answers go on.")
    String stopDoesThree();

    @Message("To resume takes two officers of different offices, within a day of each other.")
    String stopDoesFour();

    @Message("What happened")
    String stopWhy();

    @Message("Stop all certificates now")
    String stopSubmit();

    @Message("Take the proposal back, and stay stopped")
    String stopAgain();

    @Message("Why it is over")
    String resumeWhy();

    @Message("Propose to resume")
    String resumeSubmit();

    @Message("Agree, and resume")
    String resumeSecond();

    @Message("History")
    String stopHistory();

    @Message("It was never used.")
    String stopHistoryNone();

    @Message("stopped")
    String wordStopped();

    @Message("proposed to resume")
    String wordResumptionProposed();

    @Message("resumed")
    String wordResumed();
}
