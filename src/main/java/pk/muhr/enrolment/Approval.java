package pk.muhr.enrolment;

import java.time.Instant;

import pk.muhr.identity.PersonId;

/** One officer's yes to exactly the content of a request (invariant I5). */
public record Approval(PersonId by, Instant at) {}
