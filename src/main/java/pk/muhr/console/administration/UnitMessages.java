package pk.muhr.console.administration;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the page about time-stamping units. */
@MessageBundle("units")
public interface UnitMessages {

    @Message("Time-stamping units")
    String title();

    @Message("Each unit signs time-stamps with a key of its own, in one process at a time. Times of charts are UTC.")
    String intro();

    @Message("The policy names no unit, so no time-stamps are made.")
    String none();

    @Message("signs")
    String unitSigns();

    @Message("no process has it: start one with the role timestamp")
    String unitNobody();

    @Message("waits for its first certificate")
    String unitNoKey();

    @Message("its key is not used any more: look at why there is no new one")
    String unitKeyEnded();

    @Message("makes no time-stamps now")
    String unitRefuses();

    @Message("said nothing for five minutes: look at the process that has it")
    String unitSilent();

    @Message("Held by")
    String holder();

    @Message("The one process that signs for this unit now. Another takes it over when this one ends.")
    String holderWhy();

    @Message("since")
    String since();

    @Message("nobody now; last")
    String holderLast();

    @Message("unknown process")
    String holderUnknown();

    @Message("Key and accuracy")
    String key();

    @Message("Key signs until")
    String signsUntil();

    @Message("Next key is made from")
    String rekey();

    @Message("due now; made as soon as a process has the unit")
    String rekeyDue();

    @Message("a new key waits for its certificate")
    String rekeyWaiting();

    @Message("the newest key got no certificate")
    String rekeyRefused();

    @Message("Time-stamps within 24 hours")
    String tokensDay();

    @Message("Clocks")
    String clocks();

    @Message("Process")
    String clockProcess();

    @Message("Last look")
    String clockLook();

    @Message("State")
    String clockState();

    @Message("right")
    String clockGood();

    @Message("not known to be right")
    String clockBad();

    @Message("Offset")
    String clockOffset();

    @Message("No process that signs a time wrote down how its clock is within a day.")
    String clocksNone();

    @Message("How far the clocks were off, in milliseconds")
    String chartOffset();

    @Message(
            "The largest of each hour over all processes, whichever way. There is an alarm from 100 on, unless the configuration says otherwise.")
    String chartOffsetWhy();

    @Message("With the sources' own error, in milliseconds")
    String chartBound();

    @Message("Time-stamps by hour")
    String chartTokens();

    @Message("None within 24 hours.")
    String chartTokensNone();

    @Message("Hour")
    String columnHour();

    @Message("Milliseconds")
    String columnMillis();

    @Message("Time-stamps")
    String columnTokens();

    @Message("The figures")
    String figures();

    @Message("Refusals by each process since its start")
    String refusals();

    @Message("None.")
    String refusalsNone();

    @Message("Reason in the protocol")
    String columnReason();

    @Message("How often")
    String columnTimes();
}
