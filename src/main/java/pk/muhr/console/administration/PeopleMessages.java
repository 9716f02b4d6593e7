package pk.muhr.console.administration;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the page about people in office. */
@MessageBundle("people")
public interface PeopleMessages {

    @Message("People in office")
    String peopleTitle();

    @Message("Two officers appoint, and two end an appointment. A suspension counts at once.")
    String peopleIntro();

    @Message("Nobody matches.")
    String peopleNone();

    @Message("any")
    String any();

    @Message("Search")
    String search();

    @Message("Older ones")
    String older();

    @Message("proposed")
    String stateProposed();

    @Message("not confirmed in time")
    String stateExpired();

    @Message("in office")
    String stateEffective();

    @Message("suspended")
    String stateSuspended();

    @Message("ended")
    String stateEnded();

    @Message("Confirmed by")
    String confirmedBy();

    @Message("Suspended by")
    String suspendedBy();

    @Message("Ended by")
    String endedBy();

    @Message("Propose somebody")
    String appointTitle();

    @Message("Somebody else confirms; until then nothing changes. Nobody decides about an appointment"
            + " of their own.")
    String appointWhy();

    @Message("Known by the identity provider as")
    String personHint();

    @Message("Full name (only for somebody new)")
    String nameHint();

    @Message("Body (only for a subscriber)")
    String bodyHint();

    @Message("Quarterly review")
    String reviewTitle();

    @Message("Every quarter two officers read the list of all who hold an office and say that it is right.")
    String reviewIntro();

    @Message("Due")
    String reviewDue();

    @Message("overdue")
    String reviewOverdue();

    @Message("The list as it is now")
    String reviewList();

    @Message("Appointments in it: {count}")
    String reviewCount(long count);

    @Message("I read the list, and it is right")
    String reviewSubmit();

    @Message("I read it too, and it is right")
    String reviewConfirm();

    @Message("Reviewed by")
    String reviewBy();

    @Message("Reviews")
    String reviewPast();

    @Message("waits for a second officer")
    String reviewWaiting();
}
