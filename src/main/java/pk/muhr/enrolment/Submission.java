package pk.muhr.enrolment;

import pk.muhr.policy.Refusal;

/** How a submitted request fared. */
public sealed interface Submission {

    /** The certificate is there. */
    record Issued(Enrolment enrolment) implements Submission {}

    /** It is on record and being worked on; ask again. */
    record UnderWay(Enrolment enrolment) implements Submission {}

    /** It is on record and people decide about it, or did, and not in its favour. */
    record Waiting(Enrolment enrolment) implements Submission {}

    /** A rule said no; nothing is on record but the refusal. */
    record Refused(Refusal reason) implements Submission {}

    /** The idempotency key already stands for a request with another content. */
    record KeyTaken(IdempotencyKey key) implements Submission {}
}
