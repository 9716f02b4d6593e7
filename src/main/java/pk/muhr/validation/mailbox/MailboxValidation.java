package pk.muhr.validation.mailbox;

import java.time.Clock;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.identity.BodyId;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.validation.MailboxProof;
import pk.muhr.validation.OpenChallenges;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.LegibleText;

/** How a body proves a mailbox: a value is mailed there, and comes back (S/MIME BR §3.2.2.2). */
@ApplicationScoped
public class MailboxValidation {

    private final MailboxControl control;
    private final MailboxChallenges challenges;
    private final Clock clock;

    MailboxValidation(MailboxControl control, MailboxChallenges challenges, Clock clock) {
        this.control = control;
        this.challenges = challenges;
        this.clock = clock;
    }

    /**
     * A challenge whose value is on its way.
     *
     * @param address as it was written
     * @throws ProblemException when it is no mailbox, or the body has too many challenges
     */
    public MailboxChallenge ask(BodyId body, String address, Actor by) {
        return control.ask(body, address(address), by);
    }

    /**
     * Takes the value of an open challenge back.
     *
     * @param which the challenge's id, as it was written
     * @throws ProblemException when there is no such challenge, or no mail had this value
     */
    public MailboxProof confirm(BodyId body, String which, String value, Actor by) {
        MailboxChallenge challenge = challenges.open(body, clock.instant()).stream()
                .filter(open -> open.id().toString().equals(which))
                .findFirst()
                .orElseThrow(() -> OpenChallenges.unknown(which, "mailboxes"));
        return switch (control.confirm(challenge, value.strip(), by)) {
            case MailboxControl.Confirmation.Proved(MailboxProof proof) -> proof;
            case MailboxControl.Confirmation.Wrong() -> throw wrong(challenge);
            case MailboxControl.Confirmation.Spent() -> throw OpenChallenges.unknown(which, "mailboxes");
        };
    }

    private static EmailAddress address(String text) {
        try {
            return new EmailAddress(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.of(400, "mailbox-malformed", "Not a mailbox", "The member address cannot be used.")
                            .withValue(LegibleText.shown(text))
                            .withFix(e.getMessage()));
        }
    }

    private static ProblemException wrong(MailboxChallenge challenge) {
        return new ProblemException(
                Problem.of(422, "mailbox-not-proved", "Another value", "No mail to this mailbox had this value.")
                        .withValue(challenge.address().value())
                        .withFix("send the value as it stands in the mail; after five tries ask for a new one")
                        .withSource("S/MIME BR §3.2.2.2", Optional.empty()));
    }
}
