package pk.muhr.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.SigningKey;
import pk.muhr.hsm.Token;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.hsm.Tokens;
import pk.muhr.issuance.RevokedAuthorities;
import pk.muhr.policy.TimeStampPolicy;
import pk.muhr.problem.Unavailable;
import pk.muhr.revocation.NoAuthority;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.Hold;
import pk.muhr.safety.Holds;
import pk.muhr.x509.CertificationRequest;

/** Keys of units that get no certificate yet. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class UnitCertificationTest {

    private static final String UNIT = "unit-1";
    private static final int LOOKS = 5;

    @Inject
    UnitKeys keys;

    @Inject
    UnitCertification certification;

    @Inject
    ActivePolicy policy;

    @Inject
    Tokens tokens;

    /** What was logged as a warning. */
    private static final class Warnings extends Handler {

        private final List<String> said = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            said.add(record.getLevel() + " " + record.getMessage() + " "
                    + (record.getParameters() == null ? "" : List.of(record.getParameters())));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** What another test left is answered first. */
    @BeforeEach
    void begin() throws InterruptedException {
        for (int look = 0; look < 100 && !keys.waiting(1).isEmpty(); look++) {
            Thread.sleep(100);
        }
        assertThat(keys.waiting(1)).isEmpty();
    }

    @Test
    void saysOnceThatAKeyWaitsWhileTheAuthorityIsAway() throws InterruptedException, SQLException {
        Warnings warnings = new Warnings();
        Logger log = Logger.getLogger(UnitCertification.class.getName());
        log.addHandler(warnings);
        try {
            QuarkusMock.installMockForType(NoAuthority.left(), RevokedAuthorities.class);
            KeyLabel label = ask();
            for (int look = 0; look < LOOKS; look++) {
                certification.answer(); // and the job does besides
                Thread.sleep(500);
            }
            assertThat(keys.of(UNIT).stream()
                            .filter(key -> key.label().equals(label))
                            .findFirst()
                            .orElseThrow()
                            .certificate())
                    .isEmpty();
            // the unit itself may have asked for a key in the same moment
            KeyLabel first = keys.waiting(100).stream()
                    .filter(key -> key.unit().equals(UNIT))
                    .findFirst()
                    .orElseThrow()
                    .label();
            assertThat(warnings.said.stream()
                            .filter(said -> said.contains("the key " + first.value() + " waits for its certificate")))
                    .as("%s", warnings.said)
                    .hasSize(1);
        } finally {
            log.removeHandler(warnings);
        }
    }

    /** A certificate or a stop that cannot be had passes; the key is not to blame. */
    @Test
    void refusesNoKeyForAnOutageNorForAStopThatIsSaidMeanwhile() {
        QuarkusMock.installMockForType(NoAuthority.away(Away::new), RevokedAuthorities.class);
        KeyLabel label = ask("tsu-unit-1-outage");
        certification.answer();
        assertThat(keys.of(UNIT)).allMatch(key -> key.refused().isEmpty());

        Hold hold = Holds.free();
        AtomicInteger stopped = new AtomicInteger();
        QuarkusMock.installMockForType(hold, Hold.class);
        QuarkusMock.installMockForType(
                NoAuthority.away(() -> {
                    hold.begin("said after the look");
                    stopped.incrementAndGet();
                    return new IllegalStateException("issuance is stopped");
                }),
                RevokedAuthorities.class);
        certification.answer();
        assertThat(stopped.get()).isPositive();
        assertThat(keys.of(UNIT)).allMatch(key -> key.refused().isEmpty());
        assertThat(keys.of(UNIT).stream().filter(key -> key.label().equals(label)))
                .hasSize(1)
                .allMatch(key -> key.certificate().isEmpty());
    }

    private static final class Away extends IllegalStateException implements Unavailable {

        private static final long serialVersionUID = 1L;
    }

    private KeyLabel ask() {
        return ask("tsu-unit-1-waits");
    }

    private KeyLabel ask(String name) {
        TimeStampPolicy.Unit unit =
                policy.bundle().timeStamps().orElseThrow().unit(UNIT).orElseThrow();
        Token token = tokens.token(new TokenLabel("muhr-timestamp"));
        KeyLabel label = new KeyLabel(name);
        token.destroy(label); // the token outlives a run of the tests
        SigningKey key = token.generate(label, unit.key());
        CertificationRequest request = CertificationRequest.bare(
                key.publicKey(), unit.signature(), content -> key.sign(content, unit.signature()));
        keys.ask(UNIT, UnitToken.of(token), label, request.der(), Actor.system("test"));
        return label;
    }

    @Test
    void certifiesNoMoreThanFiftyKeysOfAUnitInADay() throws InterruptedException, SQLException {
        granted("crowded", 50);
        granted("roomy", 49);
        asks("crowded");
        asks("roomy");
        String answers =
                "select count(*) from tsu_certificate c join tsu_key k on k.seq = c.key where k.key_label = '%s-last'";
        for (int i = 0;
                i < 100 && TestInstallation.stored(answers.formatted("roomy")).equals("0");
                i++) {
            Thread.sleep(100);
        }
        assertThat(TestInstallation.stored(answers.formatted("roomy")))
                .as("answered, that the policy has no such unit")
                .isEqualTo("1");
        Thread.sleep(2_500); // more than two looks of the job
        assertThat(TestInstallation.stored(answers.formatted("crowded"))).isEqualTo("0");
        assertThat(keys.waiting(100)).noneMatch(key -> key.unit().equals("crowded"));
    }

    private static void granted(String unit, int count) throws SQLException {
        TestInstallation.execute("insert into tsu_key (unit, token, key_label, request) select '" + unit
                + "', 'muhr-timestamp', '" + unit + "-' || n, convert_to('" + unit + "' || n, 'UTF8') from"
                + " generate_series(1, " + count + ") n");
        TestInstallation.execute("insert into tsu_certificate (key, certificate) select seq, (select certificate from"
                + " tsu_certificate where certificate is not null limit 1) from tsu_key where unit = '" + unit + "'");
    }

    private static void asks(String unit) throws SQLException {
        TestInstallation.execute("insert into tsu_key (unit, token, key_label, request) values ('" + unit
                + "', 'muhr-timestamp', '" + unit + "-last', convert_to('" + unit + " last', 'UTF8'))");
    }
}
