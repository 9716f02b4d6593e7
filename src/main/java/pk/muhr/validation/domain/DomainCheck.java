package pk.muhr.validation.domain;

import pk.muhr.validation.DomainProof;

/** What a look for the value of a challenge came to. */
sealed interface DomainCheck {

    /** It was there: the proof counts from now on. */
    record Proved(DomainProof proof) implements DomainCheck {}

    /** It was not; this was found instead. */
    record NotFound(String instead) implements DomainCheck {}

    /** Another body's proof of the domain still counts. */
    record Held() implements DomainCheck {}

    /** The challenge proved the domain before, or its time is over. */
    record Spent() implements DomainCheck {}
}
