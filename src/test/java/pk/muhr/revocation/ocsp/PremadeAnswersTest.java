package pk.muhr.revocation.ocsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import pk.muhr.ca.AuthorityId;
import pk.muhr.revocation.StatusesSeen;
import pk.muhr.revocation.StatusesSeen.Numbered;
import pk.muhr.x509.Der;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

class PremadeAnswersTest {

    private static final Der REQUEST = Der.of(new byte[] {0x30, 1});
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration REFRESH = Duration.ofHours(10);
    private static final Duration VALID = Duration.ofHours(48);
    private static final Sha256 ISSUER = Sha256.of(new byte[] {1});
    private static final int BYTES = 100_000;

    private final Hands clock = new Hands();
    private final AtomicBoolean confirmed = new AtomicBoolean(true);
    private final AtomicBoolean signerStands = new AtomicBoolean(true);
    private final PremadeAnswers premade = new PremadeAnswers(clock, confirmed::get, () -> 7, BYTES);

    /** A clock that stands where it was put. */
    private static final class Hands extends Clock {
        private Instant at = START;

        @Override
        public Instant instant() {
            return at;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static Numbered certificate(long serial) {
        return new Numbered(ISSUER, new SerialNumber(BigInteger.valueOf(serial)));
    }

    private PremadeAnswers.Premade good(PremadeAnswers.Beginning beginning, Duration validFor, int length) {
        OcspAnswer answer = new OcspAnswer(
                Der.of(new byte[length]), Optional.of(new OcspAnswer.Freshness(START, START.plus(validFor), REFRESH)));
        OcspRecords.Responder by = new OcspRecords.Responder(AuthorityId.of("gov-tls-g1"), ISSUER, ISSUER);
        return new PremadeAnswers.Premade(
                new OcspRecords.Answered(by, certificate(1), "good", answer, beginning.reach()),
                beginning,
                signerStands::get);
    }

    private void keepGood() {
        premade.keep(REQUEST, good(premade.begin(), VALID, 100));
    }

    private boolean isKnown() {
        return premade.find(REQUEST).isPresent();
    }

    private void seen(boolean others, long... serials) {
        premade.changed(new StatusesSeen(
                java.util.Arrays.stream(serials)
                        .mapToObj(PremadeAnswersTest::certificate)
                        .collect(java.util.stream.Collectors.toSet()),
                Set.of(AuthorityId.of("gov-tls-g1")),
                others));
    }

    @Test
    void repeatsAnAnswerUntilAFreshOneIsDue() {
        keepGood();
        clock.at = START.plus(REFRESH).minusMillis(1);
        assertThat(isKnown()).isTrue();
        clock.at = START.plus(REFRESH);
        assertThat(isKnown()).isFalse();
    }

    @Test
    void forgetsTheCertificateWhoseStatusChangedAndNoOther() {
        keepGood();
        seen(false, 2);
        assertThat(isKnown()).isTrue();
        seen(false, 2, 1);
        assertThat(isKnown()).isFalse();
    }

    @Test
    void forgetsEverythingWhenItIsNotKnownWhatChanged() {
        keepGood();
        seen(true);
        assertThat(isKnown()).isFalse();
    }

    @Test
    void neverRepeatsAnAnswerThatWasUnderWayAtAChange() {
        PremadeAnswers.Beginning beginning = premade.begin();
        seen(false, 1);
        premade.keep(REQUEST, good(beginning, VALID, 100));
        assertThat(isKnown()).isFalse();
    }

    @Test
    void repeatsNothingWhileChangesMayBeMissed() {
        keepGood();
        confirmed.set(false);
        assertThat(isKnown()).isFalse();
        confirmed.set(true);
        assertThat(isKnown()).isTrue();
    }

    @Test
    void repeatsNothingOfASignerThatWasReplaced() {
        keepGood();
        signerStands.set(false);
        assertThat(isKnown()).isFalse();
    }

    @Test
    void repeatsNothingAtItsNextUpdate() {
        premade.keep(REQUEST, good(premade.begin(), Duration.ofSeconds(1), 100));
        clock.at = START.plusSeconds(1);
        assertThat(isKnown()).isFalse();
    }

    @Test
    void repeatsNothingWhenTheClockWasSetBack() {
        keepGood();
        clock.at = START.minusSeconds(60);
        assertThat(isKnown()).isFalse();
    }

    @Test
    void asksToRefreshWhatWasAskedForShortlyBeforeItAges() {
        keepGood();
        clock.at = START.plus(Duration.ofHours(9));
        assertThat(premade.due()).as("nobody asked").isEmpty();
        clock.at = START.plus(Duration.ofHours(1));
        assertThat(isKnown()).isTrue();
        clock.at = START.plus(Duration.ofHours(9)).minusMillis(1);
        assertThat(premade.due()).isEmpty();
        clock.at = START.plus(Duration.ofHours(9));
        assertThat(premade.due()).containsExactly(REQUEST);
        clock.at = START.plus(REFRESH);
        assertThat(premade.due()).as("too late").isEmpty();
    }

    @Test
    void keepsNoMoreBytesThanItMay() {
        for (int i = 0; i < 1000; i++) {
            premade.keep(Der.of(new byte[] {1, (byte) i, (byte) (i >> 8)}), good(premade.begin(), VALID, 1000));
        }
        long kept = java.util.stream.IntStream.range(0, 1000)
                .filter(i -> premade.find(Der.of(new byte[] {1, (byte) i, (byte) (i >> 8)}))
                        .isPresent())
                .count();
        assertThat(kept * 1000).isPositive().isLessThan(2 * BYTES);
    }
}
