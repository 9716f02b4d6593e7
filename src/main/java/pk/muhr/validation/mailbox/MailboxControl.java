package pk.muhr.validation.mailbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.identity.BodyId;
import pk.muhr.policy.Floors;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.validation.MailboxProof;
import pk.muhr.x509.EmailAddress;

/** Asks for values, and takes them back. */
@ApplicationScoped
class MailboxControl {

    private final MailboxChallenges challenges;
    private final ActivePolicy policy;
    private final Clock clock;

    MailboxControl(MailboxChallenges challenges, ActivePolicy policy, Clock clock) {
        this.challenges = challenges;
        this.policy = policy;
        this.clock = clock;
    }

    /** What came of a value that was sent back. */
    sealed interface Confirmation {

        /** It was the one; the proof counts from now on. */
        record Proved(MailboxProof proof) implements Confirmation {}

        /** It was another one, and one try less is left. */
        record Wrong() implements Confirmation {}

        /** The challenge is proved, tried too often, or too old. */
        record Spent() implements Confirmation {}
    }

    /** A challenge whose value is on its way. */
    MailboxChallenge ask(BodyId body, EmailAddress address, Actor by) {
        Instant now = now();
        MailboxChallenge challenge = new MailboxChallenge(
                UUID.randomUUID(), body, address, now, now.plus(floors().mailboxChallengeMaximum()));
        challenges.issue(challenge, by);
        return challenge;
    }

    /** Compares the value with what was mailed. The try is on record before its answer is told. */
    Confirmation confirm(MailboxChallenge challenge, String value, Actor by) {
        Instant now = now();
        try {
            if (!challenges.isMailed(challenge, value)) {
                challenges.notProved(challenge, now, by);
                return new Confirmation.Wrong();
            }
            Duration reuse = floors().mailboxProofMaximum();
            MailboxProof proof =
                    new MailboxProof(UUID.randomUUID(), challenge.body(), challenge.address(), now, now.plus(reuse));
            challenges.proved(challenge, proof, by);
            return new Confirmation.Proved(proof);
        } catch (MailboxChallenges.Spent _) {
            return new Confirmation.Spent();
        }
    }

    private Floors floors() {
        return policy.bundle().floors();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
