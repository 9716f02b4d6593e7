package pk.muhr.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.identity.Bodies;
import pk.muhr.identity.Body;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.PersonId;
import pk.muhr.policy.PersonClaim;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.NaturalIdentifier;

/** What counts as proved of a person. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class PersonProofsTest {

    private static final Actor TEST = Actor.system("test");
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(PersonProof.LONGEST_USE);
    private static final PersonId ACCOUNT = new PersonId("t.person");

    @Inject
    PersonProofs proofs;

    @Inject
    Bodies bodies;

    private final BodyId body = new BodyId("t" + UUID.randomUUID());

    @BeforeEach
    void register() {
        bodies.register(new Body(body, "T", "PK", Optional.empty(), Optional.empty(), "GOVPK"), TEST);
    }

    @Test
    void findsTheNewestProofAndNoneThatItReplaced() {
        proofs.register(proof("Director", NOW.minusSeconds(20)), TEST);
        proofs.register(proof("Clerk", NOW.minusSeconds(10)), TEST);
        assertThat(found(claim(Optional.of("Clerk")))).isPresent();
        assertThat(found(claim(Optional.of("Director")))).isEmpty();
        assertThat(found(claim(Optional.empty()))).isPresent();
    }

    @Test
    void findsNothingOfAnotherAccountOrAnotherBody() {
        proofs.register(proof("Director", NOW.minusSeconds(20)), TEST);
        PersonClaim claim = claim(Optional.empty());
        assertThat(proofs.agreeing(body, new PersonId("t.colleague"), claim, LONG_AGO, NOW))
                .isEmpty();
        assertThat(proofs.agreeing(new BodyId("nitb"), ACCOUNT, claim, LONG_AGO, NOW))
                .isEmpty();
    }

    @Test
    void findsNothingThatWasEnded() {
        PersonProof proof = proof("Director", NOW.minusSeconds(20));
        proofs.register(proof, TEST);
        assertThat(proofs.end(proof.id(), TEST)).isTrue();
        assertThat(proofs.end(proof.id(), TEST)).isFalse();
        assertThat(found(claim(Optional.empty()))).isEmpty();
    }

    /** What two officers said twice makes two proofs; whoever leaves has none. */
    @Test
    void endsEveryProofOfThePersonThatTheBodyHolds() {
        PersonProof first = proof("Director", NOW.minusSeconds(20));
        PersonProof again = proof("Director", NOW.minusSeconds(10));
        proofs.register(first, TEST);
        proofs.register(again, TEST);
        assertThat(proofs.end(again.id(), TEST)).isTrue();
        assertThat(found(claim(Optional.empty()))).isEmpty();
        assertThat(proofs.standing(body)).isEmpty();
        proofs.register(proof("Director", NOW.minusSeconds(5)), TEST);
        assertThat(proofs.end(first.id(), TEST))
                .as("an old proof ends no new one")
                .isFalse();
        assertThat(found(claim(Optional.empty()))).isPresent();
    }

    @Test
    void findsNothingThatIsTooOldOrNotYetProved() {
        proofs.register(proof("Director", NOW.minusSeconds(20)), TEST);
        PersonClaim claim = claim(Optional.empty());
        assertThat(proofs.agreeing(body, ACCOUNT, claim, NOW.minusSeconds(20), NOW))
                .isEmpty();
        assertThat(proofs.agreeing(body, ACCOUNT, claim, LONG_AGO, NOW.minusSeconds(21)))
                .isEmpty();
    }

    @Test
    void refusesAProofThatCountsTooLong() {
        assertThatThrownBy(() -> proof("Director", NOW, Duration.ofDays(826)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Optional<PersonProof> found(PersonClaim claim) {
        return proofs.agreeing(body, ACCOUNT, claim, LONG_AGO, NOW);
    }

    private static PersonClaim claim(Optional<String> title) {
        return new PersonClaim(Optional.of("Test"), Optional.of("Person"), title, Optional.empty(), Optional.empty());
    }

    private PersonProof proof(String title, Instant from) {
        return proof(title, from, Duration.ofDays(100));
    }

    private PersonProof proof(String title, Instant from, Duration length) {
        return new PersonProof(
                UUID.randomUUID(),
                body,
                ACCOUNT,
                NaturalIdentifier.of("3520212345672"),
                new LegibleText("Test"),
                new LegibleText("Person"),
                Optional.of(new LegibleText(title)),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "test",
                from,
                from.plus(length));
    }
}
