package pk.muhr.enrolment;

import pk.muhr.policy.Refusal;

/** What a line of a batch came to. */
public sealed interface LineAnswer {

    /** Its place in the batch. */
    int number();

    /** A request is on record. Without certificate and decision it is under way, and the batch is to be sent again. */
    record Recorded(int number, Enrolment enrolment) implements LineAnswer {}

    /** A rule said no, for good; a problem in JSON. */
    record Refused(int number, String problem) implements LineAnswer {}

    /** A rule says no for now; nothing is on record of the line. */
    record Postponed(int number, Refusal why) implements LineAnswer {}
}
