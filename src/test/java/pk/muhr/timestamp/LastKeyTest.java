package pk.muhr.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.ca.Hierarchy;
import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.Token;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.hsm.Tokens;
import pk.muhr.identity.Role;
import pk.muhr.issuance.RevokedAuthorities;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.ProcessRoles;
import pk.muhr.x509.ImprintAlgorithm;
import pk.muhr.x509.Sha256;

/** The removal of a key that no newer one of its unit follows, and the alarm on keys that stay too long. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class LastKeyTest {

    @Inject
    ActivePolicy policy;

    @Inject
    Hierarchy hierarchy;

    @Inject
    RevokedAuthorities revoked;

    @Inject
    UnitKeys keys;

    @Inject
    KeyRemovals removals;

    @Inject
    KeyDestruction destruction;

    @Inject
    Tokens tokens;

    @Inject
    TsaConfiguration configuration;

    @Inject
    TimeStamps stamps;

    @Inject
    ProcessRoles roles;

    @Inject
    UnitLeases leases;

    @BeforeEach
    void begin() {
        leases.look();
    }

    @Test
    void twoOfficersRemoveTheLastKeyOfAUnitThatLeftThePolicy() throws Exception {
        UnitKey key = lastOf("unit-left");
        assertThat(remove(key, "first-officer").<String>path("state")).isEqualTo("removal-proposed");
        destruction.look();
        assertThat(onToken(key)).as("one officer alone").isTrue();
        assertThat(remove(key, "second-officer").<String>path("state")).isEqualTo("removal-confirmed");
        destruction.look();
        assertThat(onToken(key)).isFalse();
        assertThat(TestInstallation.stored("select details ->> 'why' from audit_record"
                        + " where event = 'TSU_KEY_REMOVAL_CONFIRMED' and details ->> 'key' = '" + key.label() + "'"))
                .isEqualTo("unit-not-in-policy");
    }

    @Test
    void whatSignsStaysWhateverIsSaid() throws Exception {
        UnitKey key = lastOf("unit-busy");
        int block = stamps.takeBlock("unit-busy");
        stamps.record(
                "unit-busy",
                block,
                List.of(new TimeStamp(
                        new TokenSerials(77, block, new SecureRandom()).next(),
                        Instant.now(),
                        ImprintAlgorithm.SHA_256,
                        Sha256.of(new byte[0]),
                        Duration.ZERO,
                        "test")));
        assertThat(remove(key, "first-officer").<String>path("type")).isEqualTo("urn:muhr:problem:unit-key-active");
        UnitKey quiet = lastOf("unit-quiet");
        assertThat(remove(quiet, "first-officer").<String>path("state")).isEqualTo("removal-proposed");
        assertThatThrownBy(() -> TestInstallation.execute("insert into tsu_key_removal (key, kind, said_by, role)"
                        + " select key, kind, said_by, role from tsu_key_removal where key = " + quiet.number()))
                .as("without a reason")
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("MU292"));
    }

    @Test
    void aKeyEndsByItsLastUseAndByItsRevocation() {
        UnitKey key = signing();
        Instant end = UnitKey.lastUse(key.certificate().orElseThrow());
        assertThat(ends(Instant.now(), revoked).reason(key)).isEmpty();
        assertThat(ends(end.minusSeconds(1), revoked).reason(key)).isEmpty();
        assertThat(ends(end, revoked).reason(key)).contains(KeyEnds.Reason.LAST_USE_PASSED);
        assertThat(ends(Instant.now(), _ -> true).reason(key)).contains(KeyEnds.Reason.CERTIFICATE_REVOKED);
    }

    @Test
    void anAlarmNamesKeysThatStayTooLong() {
        UnitKey key = signing();
        Instant due = ends(Instant.now(), revoked).removeBefore(key).orElseThrow();
        assertThat(watched(due.minusSeconds(1)).getData().orElseThrow())
                .as("of this one not yet")
                .doesNotContainKey(key.label().value());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        KeyRemovalWatch late = new KeyRemovalWatch(ends(due.plusSeconds(1), revoked), roles, meters);
        assertThat(late.call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(late.call().getData().orElseThrow()).containsKey(key.label().value());
        late.look();
        assertThat(meters.get("muhr.tsa.keys.overdue").gauge().value()).isGreaterThanOrEqualTo(1);
    }

    private HealthCheckResponse watched(Instant now) {
        HealthCheckResponse answer = new KeyRemovalWatch(ends(now, revoked), roles, new SimpleMeterRegistry()).call();
        return answer.getData().isPresent()
                ? answer
                : new HealthCheckResponse(answer.getName(), answer.getStatus(), Optional.of(Map.of()));
    }

    private KeyEnds ends(Instant now, RevokedAuthorities revocations) {
        return new KeyEnds(policy, hierarchy, revocations, keys, removals, Clock.fixed(now, ZoneOffset.UTC));
    }

    private UnitKey signing() {
        return keys.of("unit-2").stream()
                .filter(key -> key.certificate().isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** A key on the token of a unit that no policy names, certified. */
    private UnitKey lastOf(String unit) throws SQLException {
        Token token = tokens.token(new TokenLabel(configuration.token()));
        KeyLabel label = new KeyLabel("tsu-" + unit + "-1");
        if (token.find(label).isPresent()) {
            token.destroy(label); // of an earlier run
        }
        token.generate(
                label,
                policy.bundle().timeStamps().orElseThrow().units().getFirst().key());
        TestInstallation.execute("with made as (insert into tsu_key (unit, token, token_serial, key_label, request)"
                + " values ('" + unit + "', '" + token.label() + "', '"
                + token.info().serial() + "', '" + label
                + "', convert_to('" + unit + "', 'UTF8')) returning seq)"
                + " insert into tsu_certificate (key, certificate) select made.seq, (select certificate from"
                + " tsu_certificate where key = " + signing().number() + ") from made");
        return keys.of(unit).getFirst();
    }

    private boolean onToken(UnitKey key) {
        return tokens.token(key.token().label()).find(key.label()).isPresent();
    }

    private static Response remove(UnitKey key, String name) {
        return Api.bearer(TestInstallation.token(Role.SECURITY_OFFICER, name))
                .post("/api/v1/tsa/keys/" + key.number() + "/removal");
    }
}
