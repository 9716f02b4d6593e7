package pk.muhr.validation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.identity.BodyId;
import pk.muhr.identity.PersonId;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.NaturalIdentifier;

/** Proofs as officers record them. */
public final class TestProofs {

    private TestProofs() {}

    /** That this account is Test Person's, who has this number and these mailboxes; it counts as long as it may. */
    public static PersonProof ofPerson(
            BodyId body, String account, String number, int daysOld, EmailAddress... mailboxes) {
        Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(daysOld));
        return new PersonProof(
                UUID.randomUUID(),
                body,
                new PersonId(account),
                NaturalIdentifier.of(number),
                new LegibleText("Test"),
                new LegibleText("Person"),
                Optional.empty(),
                Optional.empty(),
                List.of(mailboxes),
                Optional.empty(),
                Optional.empty(),
                "test",
                from,
                from.plus(PersonProof.LONGEST_USE));
    }
}
