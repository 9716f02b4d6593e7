package pk.muhr.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

import pk.muhr.x509.Sha256;

class ProvedTokensTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Sha256 TEXT = Sha256.of(new byte[] {1});

    private Instant now = START;
    private final ProvedTokens proved = new ProvedTokens(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    private void keepOneThatEnds(Instant end) {
        JwtClaims claims = new JwtClaims();
        claims.setSubject("somebody");
        claims.setExpirationTime(NumericDate.fromSeconds(end.getEpochSecond()));
        proved.keep(TEXT, new DefaultJWTCallerPrincipal(claims));
    }

    private boolean isKnown() {
        return proved.find(TEXT).isPresent();
    }

    @Test
    void isKnownForFiveSeconds() {
        keepOneThatEnds(START.plusSeconds(3600));
        now = START.plusMillis(4999);
        assertThat(isKnown()).isTrue();
        now = START.plusSeconds(5);
        assertThat(isKnown()).isFalse();
    }

    @Test
    void isNeverKnownBeyondItsEnd() {
        keepOneThatEnds(START.plusSeconds(2));
        assertThat(isKnown()).isTrue();
        now = START.plusSeconds(2);
        assertThat(isKnown()).isFalse();
    }

    @Test
    void isNotKnownWhenTheClockWasSetBack() {
        keepOneThatEnds(START.plusSeconds(3600));
        now = START.minusSeconds(1);
        assertThat(isKnown()).isFalse();
    }

    @Test
    void knowsNotTooMany() {
        keepOneThatEnds(START.plusSeconds(3600));
        JwtClaims claims = new JwtClaims();
        claims.setExpirationTime(NumericDate.fromSeconds(START.plusSeconds(3600).getEpochSecond()));
        for (int i = 0; i < ProvedTokens.MOST; i++) {
            proved.keep(Sha256.of(new byte[] {2, (byte) i, (byte) (i >> 8)}), new DefaultJWTCallerPrincipal(claims));
        }
        assertThat(isKnown()).isFalse();
    }
}
