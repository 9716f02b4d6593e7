package pk.muhr.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.accreditation.TestPolicy;
import pk.muhr.ca.Hierarchy;
import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.hsm.Tokens;
import pk.muhr.hsm.UnfinishedKeys;
import pk.muhr.issuance.CompromisedKeys;
import pk.muhr.issuance.RevokedAuthorities;
import pk.muhr.policy.TimeStampPolicy;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;

/** Units with keys of every kind at once, and the next key of one when its time comes. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class UnitKindsTest {

    private static final Duration BEFORE = Duration.ofDays(91);

    private static final String MORE = """
            units:
              - name: unit-3
                number: 3
                key: RSA-4096
                signature: SHA384withRSA
                policy: $time-stamps
                accuracy: PT1S
                callers: [identified, anyone]
              - name: unit-4
                number: 4
                key: P-256
                signature: SHA384withECDSA
                policy: $time-stamps
                accuracy: PT0.1S
                callers: [identified, anyone]
            """;

    @Inject
    TestPolicy policies;

    @Inject
    ActivePolicy policy;

    @Inject
    UnitLeases leases;

    @Inject
    UnitKeys register;

    @Inject
    UnitCertification certification;

    @Inject
    Tokens tokens;

    @Inject
    Hierarchy hierarchy;

    @Inject
    RevokedAuthorities revoked;

    @Inject
    CompromisedKeys compromised;

    @Inject
    TsaConfiguration configuration;

    @AfterEach
    void restore() {
        policies.restore();
        leases.look();
    }

    @Test
    void signWithKeysOfEveryKindSideBySide() throws Exception {
        policies.change(
                files -> files.computeIfPresent("time-stamps.yaml", (_, text) -> text.replace("units:\n", MORE)));
        leases.look();
        leases.look(); // the first made the keys and had them certified
        for (Map.Entry<String, String> kind : Map.of(
                        "unit-1", "RSA-3072", "unit-2", "P-384", "unit-3", "RSA-4096", "unit-4", "P-256")
                .entrySet()) {
            Certificate unit = signer(kind.getKey());
            assertThat(unit.key().label()).as(kind.getKey()).isEqualTo(kind.getValue());
        }
    }

    @Test
    void haveTheirNextKeyNinetyOneDaysBeforeTheLastDayOfUseAndGoOnMeanwhile() throws Exception {
        TimeStampPolicy.Unit unit =
                policy.bundle().timeStamps().orElseThrow().unit("unit-2").orElseThrow();
        Certificate before = signer("unit-2");
        Instant end = UnitKey.lastUse(before);
        int keys = register.of("unit-2").size();
        assertThat(at(end.minus(BEFORE).minusSeconds(60)).askIfDue(unit, BEFORE))
                .isFalse();
        assertThat(register.of("unit-2")).hasSize(keys);
        assertThat(at(end.minus(BEFORE).plusSeconds(60)).askIfDue(unit, BEFORE)).isTrue();
        assertThat(register.of("unit-2")).hasSize(keys + 1);
        signer("unit-2"); // whichever
        certification.answer();
        leases.look();
        Certificate after = signer("unit-2");
        assertThat(after.key()).isNotEqualTo(before.key());
        assertThat(register.of("unit-2").getFirst().certificate()).contains(after);
        assertThat(at(UnitKey.lastUse(after).minusSeconds(1)).active(unit)).isPresent();
        assertThat(at(UnitKey.lastUse(after)).active(unit)).isEmpty();
    }

    @Test
    void makeTheirNextKeyAfterAKillLeftAPartOfOne() throws Exception {
        TimeStampPolicy.Unit unit =
                policy.bundle().timeStamps().orElseThrow().unit("unit-1").orElseThrow();
        Certificate before = signer("unit-1");
        List<UnitKey> keys = register.of("unit-1");
        KeyLabel name = new KeyLabel("tsu-unit-1-" + (keys.size() + 1));
        UnfinishedKeys.leave(new TokenLabel(configuration.token()), name, unit.key());
        assertThat(at(UnitKey.lastUse(before).minusSeconds(60)).askIfDue(unit, BEFORE))
                .isTrue();
        assertThat(register.of("unit-1").getFirst().label()).isEqualTo(name);
        certification.answer();
        leases.look();
        assertThat(signer("unit-1").key()).isNotEqualTo(before.key());
    }

    @Test
    void signUnderTheInstallationsOwnArcOnlyByAClockThatIsComparedWithAnother() throws Exception {
        signer("unit-1");
        policies.change(files -> files.computeIfPresent(
                "certificate-policy.yaml", (_, text) -> text.replace("2.999", "1.3.6.1.4.1.32473")));
        leases.look();
        assertThat(leases.all()).isEmpty();
        policies.restore();
        leases.look();
        signer("unit-1");
    }

    private UnitKeyring at(Instant now) {
        return new UnitKeyring(
                register, tokens, hierarchy, revoked, compromised, configuration, Clock.fixed(now, ZoneOffset.UTC));
    }

    /** The certificate of who signs a token of this unit, which verifies. */
    private static Certificate signer(String unit) throws Exception {
        TimeStampToken token = Query.answer("/tsa/" + unit, Query.plain()).getTimeStampToken();
        assertThat(token).as(unit).isNotNull();
        for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
            if (holder.getSerialNumber().equals(token.getSID().getSerialNumber())) {
                token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(holder));
                return Certificate.of(Der.of(holder.getEncoded()));
            }
        }
        throw new AssertionError("the token of " + unit + " has no certificate of its signer");
    }
}
