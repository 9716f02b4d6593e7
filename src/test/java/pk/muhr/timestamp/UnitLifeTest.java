package pk.muhr.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalPropertiesReader;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.Hierarchy;
import pk.muhr.command.development.DatabaseAccess;
import pk.muhr.hsm.Tokens;
import pk.muhr.identity.Role;
import pk.muhr.issuance.CompromisedKeys;
import pk.muhr.issuance.RevokedAuthorities;
import pk.muhr.policy.TimeStampPolicy;
import pk.muhr.safety.Hold;
import pk.muhr.safety.Holds;
import pk.muhr.safety.clock.Clocks;
import pk.muhr.safety.clock.WatchedClock;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.ImprintAlgorithm;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** Units from key to key, with whatever can happen to them in between. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class UnitLifeTest {

    private static final String UNIT = "unit-2";
    private static final String PATH = "/tsa/" + UNIT;

    @Inject
    UnitLeases leases;

    @Inject
    TimeStamps stamps;

    @Inject
    UnitKeys keys;

    @Inject
    KeyDestruction destruction;

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

    @Inject
    AuditRecords audit;

    @Inject
    Config settings;

    @Inject
    Clock clock;

    @BeforeEach
    void begin() {
        leases.look();
    }

    @Test
    void takesAFreshKeyWhenItsCertificateIsRevokedAndTwoOfficersRemoveTheOld() throws Exception {
        UnitKey old = certified();
        Certificate certificate = old.certificate().orElseThrow();
        remove(old, "first-officer").then().statusCode(409); // the active one
        Api.officer(Role.REVOCATION_OFFICER)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "superseded"))
                .post("/api/v1/certificates/" + certificate.fingerprint() + "/revocation")
                .then()
                .statusCode(200);
        TimeStampResponse atOnce = Query.answer("/tsa/" + UNIT, Query.plain());
        if (atOnce.getTimeStampToken() != null) { // the schedule was quicker than this
            assertThat(atOnce.getTimeStampToken().getSID().getSerialNumber())
                    .isNotEqualTo(certificate.serial().value());
        }
        leases.look();
        assertThat(signer()).isNotEqualTo(certificate.serial().value());
        assertThat(certified().number()).isNotEqualTo(old.number());

        assertThat(remove(old, "first-officer").<String>path("state")).isEqualTo("removal-proposed");
        assertThat(remove(old, "first-officer").<String>path("state")).isEqualTo("removal-proposed");
        destruction.look();
        assertThat(tokens.token(old.token().label()).find(old.label())).isPresent();
        assertThat(remove(old, "second-officer").<String>path("state")).isEqualTo("removal-confirmed");
        destruction.look();
        assertThat(tokens.token(old.token().label()).find(old.label())).isEmpty();
        assertThat(remove(old, "first-officer").statusCode()).isEqualTo(409);
        assertThat(Api.officer(Role.AUDITOR)
                        .get("/api/v1/tsa/keys")
                        .<String>path("find { it.id == " + old.number() + " }.state"))
                .isEqualTo("destroyed");
        assertThat(TestInstallation.stored("select count(*) from audit_record where event = 'TSU_KEY_DESTROYED'"
                        + " and details ->> 'key' = '" + old.label() + "'"))
                .isEqualTo("1");
        remove(new UnitKey(999_999, UNIT, old.token(), old.label(), old.request(), null, null, null), "first-officer")
                .then()
                .statusCode(404);
        signer(); // the new key goes on
    }

    @Test
    void removesNoKeyAgainstTheRulesOfTheTable() {
        long key = certified().number();
        String insert = "insert into tsu_key_removal (key, kind, said_by, role) values (" + key + ", '%s', '%s', %s)";
        assertThatThrownBy(() -> TestInstallation.execute(insert.formatted("done", "system:tsa", "null")))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("MU293"));
        assertThatThrownBy(() -> TestInstallation.execute(insert.formatted("proposed", "nobody", "'security-officer'")))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("MU291"));
        assertThatThrownBy(() -> TestInstallation.execute("update tsa_token set caller = 'another'"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void leavesToAnotherProcessWhatIsOnItsTokenOfTheSameLabel() throws Exception {
        UnitKey here = certified();
        TestInstallation.execute("insert into tsu_key (unit, token, token_serial, key_label, request) values"
                + " ('another', '" + here.token().label() + "', 'elsewhere', 'tsu-elsewhere', '\\x30')");
        TestInstallation.execute("insert into tsu_certificate (key, why) select seq, 'test' from tsu_key"
                + " where key_label = 'tsu-elsewhere'");
        UnitKey elsewhere = keys.of("another").getFirst();
        assertThat(elsewhere.label().value()).isEqualTo("tsu-elsewhere");
        remove(elsewhere, "first-officer");
        assertThat(remove(elsewhere, "second-officer").<String>path("state")).isEqualTo("removal-confirmed");
        destruction.look();
        assertThat(TestInstallation.stored(
                        "select count(*) from tsu_key_removal where kind = 'done' and key = " + elsewhere.number()))
                .isEqualTo("0");
    }

    @Test
    void isFencedOffByWhoeverTookTheUnit() throws Exception {
        signer();
        int theirs = stamps.takeBlock(UNIT);
        String recorded = TestInstallation.stored("select count(*) from tsa_token");
        assertThat(Query.answer(PATH, Query.plain()).getFailInfo().intValue()).isEqualTo(Query.SYSTEM_FAILURE);
        assertThat(TestInstallation.stored("select count(*) from tsa_token")).isEqualTo(recorded);
        leases.look();
        TimeStampToken token = Query.answer(PATH, Query.plain()).getTimeStampToken();
        assertThat(token.getTimeStampInfo().getSerialNumber().shiftRight(96).intValue())
                .isEqualTo(theirs + 1);
    }

    @Test
    void goesOnAtOnceWithTheNextBlockWhenOneIsUsedUp() throws Exception {
        signer();
        LeasedUnit unit = leases.all().stream()
                .filter(each -> each.definition().name().equals(UNIT))
                .findFirst()
                .orElseThrow();
        int block = block();
        leases.renew(unit);
        assertThat(block()).isEqualTo(block + 1);
        leases.renew(unit); // whoever comes late finds it done
        assertThat(block()).isEqualTo(block + 1);
    }

    /** What the look found was so when it began. */
    @Test
    void doesNotTakeBackInALookWhatWasDroppedMeanwhile() throws Exception {
        signer();
        LeasedUnit dropped = leases.all().stream()
                .filter(each -> each.definition().name().equals(UNIT))
                .findFirst()
                .orElseThrow();
        synchronized (ClientProxy.unwrap(leases)) { // no look but this one
            QuarkusMock.installMockForType(
                    new UnitKeyring(keys, tokens, hierarchy, revoked, compromised, configuration, clock) {
                        @Override
                        Optional<Active> active(TimeStampPolicy.Unit unit) {
                            Optional<Active> found = super.active(unit);
                            if (unit.name().equals(UNIT)) {
                                leases.drop(dropped);
                            }
                            return found;
                        }
                    },
                    UnitKeyring.class);
            leases.watch();
            assertThat(leases.all())
                    .isNotEmpty()
                    .noneMatch(each -> each.definition().name().equals(UNIT));
        }
        leases.look();
        signer();
    }

    /** As a database that was set back numbers its blocks: the random bits tell the tokens apart. */
    @Test
    void numbersTokensApartThatHaveTheSameBlockTwice() {
        TokenSerials before = new TokenSerials(2, 7, new SecureRandom());
        TokenSerials after = new TokenSerials(2, 7, new SecureRandom());
        for (int i = 0; i < 1000; i++) {
            BigInteger one = before.next().value();
            BigInteger other = after.next().value();
            assertThat(one.shiftRight(64)).as("the place").isEqualTo(other.shiftRight(64));
            assertThat(one).isNotEqualTo(other);
        }
    }

    /** That of the next token. */
    private static int block() throws Exception {
        return Query.answer(PATH, Query.plain())
                .getTimeStampToken()
                .getTimeStampInfo()
                .getSerialNumber()
                .shiftRight(96)
                .intValue();
    }

    @Test
    void beginsWhereTheUnitEndedWhoeverHadIt() throws Exception {
        Instant later = Instant.now().plusSeconds(3600);
        int block = stamps.takeBlock("unit-1");
        stamps.record(
                "unit-1",
                block,
                List.of(new TimeStamp(
                        new TokenSerials(1, block, new SecureRandom()).next(),
                        later,
                        ImprintAlgorithm.SHA_256,
                        Sha256.of(new byte[0]),
                        Duration.ZERO,
                        "test")));
        assertThat(stamps.latest("unit-1").orElseThrow()).isAfter(Instant.now());
        Query.answer("/tsa/unit-1", Query.plain()); // fenced off
        leases.look();
        assertThat(Query.answer("/tsa/unit-1", Query.plain()).getFailInfo().intValue())
                .isEqualTo(Query.TIME_NOT_AVAILABLE);
        assertThat(Query.failure(Query.plain())).as("another unit can").isZero();
    }

    @Test
    void signsNothingWhileHeld() throws Exception {
        QuarkusMock.installMockForType(Holds.held(), Hold.class);
        assertThat(Query.failure(Query.plain())).isEqualTo(Query.SYSTEM_FAILURE);
    }

    @Test
    void refusesWhileTheTimeIsNotKnown() throws Exception {
        QuarkusMock.installMockForType(Clocks.unheard(), WatchedClock.class);
        assertThat(Query.failure(Query.plain())).isEqualTo(Query.TIME_NOT_AVAILABLE);
    }

    /** Its certificate is not good any more, and the next key is not made for a long while. */
    @Test
    void isSilentWhileItsNextKeyIsMade() throws Exception {
        signer();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch made = new CountDownLatch(1);
        QuarkusMock.installMockForType(
                new UnitKeyring(keys, tokens, hierarchy, revoked, compromised, configuration, clock) {
                    @Override
                    Optional<Active> active(TimeStampPolicy.Unit unit) {
                        return unit.name().equals(UNIT) ? Optional.empty() : super.active(unit);
                    }

                    @Override
                    boolean askIfDue(TimeStampPolicy.Unit unit, Duration before) {
                        asked.countDown();
                        try {
                            return made.await(1, TimeUnit.MINUTES);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                },
                UnitKeyring.class);
        Thread look = Thread.ofVirtual().start(leases::look);
        try {
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(Query.answer(PATH, Query.plain()).getFailInfo().intValue())
                    .isEqualTo(Query.SYSTEM_FAILURE);
            assertThat(Query.answer("/tsa/unit-1", Query.plain()).getStatus()).isZero();
        } finally {
            made.countDown();
            look.join();
        }
    }

    @Test
    void isSilentWhenNobodyCouldLookForFifteenSeconds() throws Exception {
        signer();
        synchronized (ClientProxy.unwrap(leases)) { // as a look that hangs
            Thread.sleep(Duration.ofSeconds(16));
            assertThat(Query.failure(Query.plain())).isEqualTo(Query.SYSTEM_FAILURE);
        }
        leases.look();
        signer();
    }

    /** As a disk or a network that stops does. */
    @Test
    void saysThatItFailsWhenTheDatabaseDoesNotRecordInTime() throws Exception {
        signer();
        try (Connection other = TestInstallation.owner().connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table tsa_batch in share row exclusive mode");
            long begun = System.nanoTime();
            assertThat(Query.answer(PATH, Query.plain()).getFailInfo().intValue())
                    .isEqualTo(Query.SYSTEM_FAILURE);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
            other.rollback();
        }
        leases.look();
        signer();
    }

    /** Askers who each waited for a second one would wait for each other. */
    @Test
    void readsARecordOverOneConnection() throws Exception {
        TimeStampToken token = Query.answer(PATH, Query.plain()).getTimeStampToken();
        SerialNumber serial = new SerialNumber(token.getTimeStampInfo().getSerialNumber());
        Sha256 hash = Sha256.of(token.getEncoded());
        DatabaseAccess access = TestInstallation.application();
        try (AgroalDataSource narrow = AgroalDataSource.from(new AgroalPropertiesReader()
                .readProperties(Map.of(
                        "jdbcUrl", access.url(),
                        "principal", access.role(),
                        "credential", access.password(),
                        "maxSize", "1",
                        "acquisitionTimeout_s", "1")))) {
            TimeStamps one = new TimeStamps(narrow, audit, settings);
            RecordedTimeStamp found = one.find(serial).orElseThrow();
            assertThat(found.stamp().token()).isEqualTo(hash);
            assertThat(found.tokens()).contains(hash);
            assertThat(found.unit()).isEqualTo(UNIT);
            assertThat(one.recordedAt(serial, hash)).contains(found.recordedAt());
            assertThat(one.recordedAt(serial, Sha256.of(new byte[0]))).isEmpty();
        }
    }

    private BigInteger signer() throws Exception {
        TimeStampToken token = Query.answer(PATH, Query.plain()).getTimeStampToken();
        assertThat(Der.of(token.getEncoded())).isNotNull();
        return token.getSID().getSerialNumber();
    }

    private UnitKey certified() {
        return keys.of(UNIT).stream()
                .filter(key -> key.certificate().isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static Response remove(UnitKey key, String name) {
        return Api.bearer(TestInstallation.token(Role.SECURITY_OFFICER, name))
                .post("/api/v1/tsa/keys/" + key.number() + "/removal");
    }
}
