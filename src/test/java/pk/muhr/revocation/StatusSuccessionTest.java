package pk.muhr.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;

/** What may follow what, and with which dates. */
class StatusSuccessionTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant EARLIER = NOW.minusSeconds(3600);

    @Test
    void countsARevocationForCompromiseFromTheCompromise() {
        RecordedRevocation event = next(null, RevocationReason.KEY_COMPROMISE, EARLIER);
        assertThat(event.revokedAt()).isEqualTo(EARLIER);
        assertThat(event.invalidityDate()).contains(EARLIER);
    }

    @Test
    void countsEveryOtherRevocationFromNow() {
        RecordedRevocation event = next(null, RevocationReason.AFFILIATION_CHANGED, EARLIER);
        assertThat(event.revokedAt()).isEqualTo(NOW);
        assertThat(event.invalidityDate()).contains(EARLIER);
    }

    @Test
    void countsTheRevocationOfWhatIsHeldFromTheHold() {
        RecordedRevocation held = event(StatusKind.HELD, EARLIER, RevocationReason.CERTIFICATE_HOLD);
        assertThat(next(held, RevocationReason.SUPERSEDED, null).revokedAt()).isEqualTo(EARLIER);
        assertThat(next(held, RevocationReason.KEY_COMPROMISE, EARLIER.minusSeconds(1))
                        .revokedAt())
                .isEqualTo(EARLIER.minusSeconds(1));
    }

    @Test
    void forgetsAnInvalidityDateAfterTheRevocation() {
        RecordedRevocation revoked = event(StatusKind.REVOKED, EARLIER, RevocationReason.SUPERSEDED);
        RecordedRevocation upgraded = next(revoked, RevocationReason.KEY_COMPROMISE, NOW);
        assertThat(upgraded.revokedAt()).isEqualTo(EARLIER);
        assertThat(upgraded.invalidityDate()).isEmpty();
        assertThat(next(revoked, RevocationReason.SUPERSEDED, NOW)).isNull();
    }

    @Test
    void holdsAgainWhatWasReleasedAndNothingThatIsHeldOrRevoked() {
        RevocationReason hold = RevocationReason.CERTIFICATE_HOLD;
        assertThat(next(event(StatusKind.RELEASED, EARLIER, hold), hold, null).kind())
                .isEqualTo(StatusKind.HELD);
        assertThat(next(event(StatusKind.HELD, EARLIER, hold), hold, null)).isNull();
        assertThat(next(event(StatusKind.REVOKED, EARLIER, RevocationReason.SUPERSEDED), hold, null))
                .isNull();
    }

    @Test
    void amendsARevocationToACompromiseAndToNothingElse() {
        RecordedRevocation compromised = event(StatusKind.REVOKED, EARLIER, RevocationReason.KEY_COMPROMISE);
        RecordedRevocation superseded = event(StatusKind.REVOKED, EARLIER, RevocationReason.SUPERSEDED);
        assertThat(next(superseded, RevocationReason.KEY_COMPROMISE, null)).isNotNull();
        assertThat(next(superseded, RevocationReason.AFFILIATION_CHANGED, null)).isNull();
        assertThat(next(compromised, RevocationReason.SUPERSEDED, null)).isNull();
        assertThat(next(compromised, RevocationReason.KEY_COMPROMISE, EARLIER.minusSeconds(9))
                        .revokedAt())
                .isEqualTo(EARLIER.minusSeconds(9));
    }

    private static RecordedRevocation next(RecordedRevocation before, RevocationReason reason, Instant invalidityDate) {
        return new StatusSuccession(authority(), serial(), Optional.ofNullable(before), NOW)
                .next(reason, Optional.ofNullable(invalidityDate))
                .orElse(null);
    }

    private static RecordedRevocation event(StatusKind kind, Instant since, RevocationReason reason) {
        return new RecordedRevocation(authority(), serial(), kind, since, reason, Optional.empty());
    }

    private static AuthorityId authority() {
        return AuthorityId.of("gov-tls-g1");
    }

    private static SerialNumber serial() {
        return new SerialNumber(BigInteger.TWO);
    }
}
