package pk.muhr.enrolment;

import pk.muhr.problem.LineProblem;

/** A line of a batch as it was read; the first has the number 1. */
public sealed interface BatchLine {

    /** Its place in the batch. */
    int number();

    /** It asks for a certificate. */
    record Asked(int number, NewRequest request) implements BatchLine {}

    /** It cannot be read, and why. */
    record Unreadable(int number, LineProblem problem) implements BatchLine {}
}
