package pk.muhr.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.problem.ProblemException;

class IdentityValuesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "ä", "anonymous", "system:", "system:sweeper", "\u0000"})
    void refusesIdentifierOfAPerson(String id) {
        assertThatThrownBy(() -> new PersonId(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void limitsIdentifierOfAPerson() {
        assertThat(new PersonId("x".repeat(255)).value()).hasSize(255);
        assertThatThrownBy(() -> new PersonId("x".repeat(256))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NITB", "-a", "a-", "a_b", "a.b", "*", "a b", "a/b"})
    void refusesIdentifierOfABody(String id) {
        assertThatThrownBy(() -> new BodyId(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GOVPK", "NTRPK-0123456", "GOVPK+PB", "VATPK-3277876112345", "LEIXG-529900T8BM49AURSDO55"})
    void takesOrganisationIdentifiers(String identifier) {
        assertThat(body("PK", identifier).organizationIdentifier()).isEqualTo(identifier);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NTRPK", "XXXPK-1", "VATPK-1234567-8", "GOVP", "NTRPK-"})
    void refusesOtherOrganisationIdentifiers(String identifier) {
        assertThatThrownBy(() -> body("PK", identifier)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pk", "PAK", "P", "P1"})
    void refusesCountryThatIsNotTwoCapitals(String country) {
        assertThatThrownBy(() -> body(country, "GOVPK")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void findsEachRoleByItsLabel(Role role) {
        assertThat(Role.ofLabel(role.label())).contains(role);
        assertThat(Role.ofLabel(role.name())).isEmpty();
    }

    @Test
    void readsEverybodysByAnOfficeAndTheOwnBodysOtherwise() {
        Optional<BodyId> nitb = Optional.of(new BodyId("nitb"));
        Role[] readers = {Role.SUBSCRIBER, Role.REGISTRATION_OFFICER};
        PersonId person = new PersonId("a");
        assertThat(new Caller(person, Set.of(Role.SUBSCRIBER), nitb).scope(readers))
                .isEqualTo(nitb);
        assertThat(new Caller(person, Set.of(Role.SUBSCRIBER, Role.CA_ADMINISTRATOR), nitb).scope(readers))
                .as("an office that may not read")
                .isEqualTo(nitb);
        assertThat(new Caller(person, Set.of(Role.SUBSCRIBER, Role.REGISTRATION_OFFICER), nitb).scope(readers))
                .isEmpty();
    }

    @Test
    void onlySubscribersActForABody() {
        assertThatThrownBy(() -> appointment(Role.SUBSCRIBER, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> appointment(Role.AUDITOR, Optional.of(new BodyId("nitb"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void callerIsHeldToTheirRoles() {
        Caller caller = new Caller(new PersonId("a"), Set.of(Role.AUDITOR), Optional.empty());
        caller.require(Role.SECURITY_OFFICER, Role.AUDITOR);
        assertThatThrownBy(() -> caller.require(Role.SECURITY_OFFICER, Role.CA_ADMINISTRATOR))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.problem().status()).isEqualTo(403);
                    assertThat(refusal.problem().value()).contains("auditor");
                    assertThat(refusal.problem().fix().orElseThrow()).contains("security-officer", "ca-administrator");
                });
        assertThatThrownBy(caller::require).isInstanceOf(ProblemException.class);
        assertThatThrownBy(caller::requireBody).isInstanceOf(ProblemException.class);
    }

    private static Body body(String country, String identifier) {
        return new Body(new BodyId("x"), "X", country, Optional.empty(), Optional.empty(), identifier);
    }

    private static Appointment appointment(Role role, Optional<BodyId> body) {
        return new Appointment(UUID.randomUUID(), new PersonId("a"), role, body);
    }
}
