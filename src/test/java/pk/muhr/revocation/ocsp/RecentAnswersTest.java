package pk.muhr.revocation.ocsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import pk.muhr.ca.AuthorityId;
import pk.muhr.revocation.StatusChanged;
import pk.muhr.x509.Der;

class RecentAnswersTest {

    private static final Der REQUEST = Der.of(new byte[] {0x30, 1});
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Hands clock = new Hands();
    private final RecentAnswers recent = new RecentAnswers(clock);
    private final AtomicBoolean signerStands = new AtomicBoolean(true);

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

    private RecentAnswers.Recent good(RecentAnswers.Beginning beginning, Duration validFor) {
        OcspAnswer answer = new OcspAnswer(
                Der.of(new byte[] {0x30, 2}),
                Optional.of(new OcspAnswer.Freshness(START, START.plus(validFor), Duration.ofHours(1))));
        return new RecentAnswers.Recent(answer, List.of("good"), beginning, signerStands::get);
    }

    private void keepGood() {
        recent.keep(REQUEST, good(recent.begin(), Duration.ofHours(2)));
    }

    private boolean isKnown() {
        return recent.find(REQUEST).isPresent();
    }

    private void revokeSomething() {
        recent.changed(new StatusChanged(AuthorityId.of("gov-tls-g1"), OptionalInt.empty()));
    }

    @Test
    void repeatsAnAnswerForTwoSeconds() {
        keepGood();
        clock.at = START.plusMillis(1999);
        assertThat(isKnown()).isTrue();
        clock.at = START.plusMillis(2000);
        assertThat(isKnown()).isFalse();
    }

    @Test
    void countsTheTwoSecondsFromBeforeTheStatusWasRead() {
        RecentAnswers.Beginning beginning = recent.begin();
        clock.at = START.plusSeconds(2);
        recent.keep(REQUEST, good(beginning, Duration.ofHours(2)));
        assertThat(isKnown()).isFalse();
    }

    @Test
    void forgetsEverythingWhenSomethingIsRevoked() {
        keepGood();
        revokeSomething();
        assertThat(isKnown()).isFalse();
    }

    @Test
    void neverRepeatsAnAnswerThatWasUnderWayAtARevocation() {
        RecentAnswers.Beginning beginning = recent.begin();
        revokeSomething();
        recent.keep(REQUEST, good(beginning, Duration.ofHours(2)));
        assertThat(isKnown()).isFalse();
    }

    @Test
    void repeatsNothingOfASignerThatWasReplaced() {
        keepGood();
        signerStands.set(false);
        assertThat(isKnown()).isFalse();
    }

    @Test
    void repeatsNothingAtItsNextUpdate() {
        recent.keep(REQUEST, good(recent.begin(), Duration.ofSeconds(1)));
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
    void keepsNoAnswerThatOthersMayNotKeep() {
        recent.keep(
                REQUEST,
                new RecentAnswers.Recent(
                        OcspAnswer.of(OcspError.TRY_LATER), List.of("tryLater"), recent.begin(), signerStands::get));
        assertThat(isKnown()).isFalse();
    }

    @Test
    void keepsNoLongRequestAndNotTooMany() {
        Der tooLong = Der.of(new byte[RecentAnswers.LONGEST_REQUEST + 1]);
        recent.keep(tooLong, good(recent.begin(), Duration.ofHours(2)));
        assertThat(recent.find(tooLong)).isEmpty();
        keepGood();
        for (int i = 0; i < RecentAnswers.MOST; i++) {
            recent.keep(Der.of(new byte[] {1, (byte) i, (byte) (i >> 8)}), good(recent.begin(), Duration.ofHours(2)));
        }
        assertThat(isKnown()).isFalse();
    }
}
