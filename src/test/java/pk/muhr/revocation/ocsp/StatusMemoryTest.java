package pk.muhr.revocation.ocsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import pk.muhr.revocation.CertificateStatus;
import pk.muhr.revocation.StatusesSeen;
import pk.muhr.revocation.StatusesSeen.Numbered;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

class StatusMemoryTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Numbered ASKED =
            new Numbered(Sha256.of(new byte[] {1}), new SerialNumber(BigInteger.valueOf(7)));
    private static final CertificateStatus GOOD = new CertificateStatus.Good();
    private static final CertificateStatus REVOKED =
            new CertificateStatus.Revoked(START.plusSeconds(5), RevocationReason.SUPERSEDED);

    private CertificateStatus stored = GOOD;
    private int reads;
    private boolean confirmed = true;
    private Instant confirmedAt = START;
    private UnaryOperator<Instant> rightAt = UnaryOperator.identity();
    private Runnable duringReading = () -> {};
    private Runnable duringQuestion = () -> {};
    private final StatusMemory memory = new StatusMemory(
            this::read,
            new StatusMemory.Look(this::isConfirmed, () -> confirmedAt, at -> rightAt.apply(at)),
            Clock.fixed(START, ZoneOffset.UTC));

    private CertificateStatus read(Numbered certificate) {
        reads++;
        CertificateStatus found = stored;
        duringReading.run();
        return found;
    }

    private boolean isConfirmed() {
        duringQuestion.run();
        return confirmed;
    }

    private void seen(Numbered... certificates) {
        memory.changed(new StatusesSeen(Set.of(certificates), Set.of(), certificates.length == 0));
    }

    @Test
    void asksTheDatabaseOnce() {
        assertThat(memory.of(ASKED).status()).isEqualTo(GOOD);
        assertThat(memory.of(ASKED).status()).isEqualTo(GOOD);
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void asksAgainAfterAChangeOfThisCertificateOrOfWhoKnowsWhich() {
        memory.of(ASKED);
        seen(new Numbered(ASKED.issuerKey(), new SerialNumber(BigInteger.TWO)));
        assertThat(memory.find(ASKED)).isPresent();
        stored = REVOKED;
        seen(ASKED);
        assertThat(memory.of(ASKED).status()).isEqualTo(REVOKED);
        seen();
        assertThat(memory.find(ASKED)).isEmpty();
    }

    @Test
    void keepsNothingThatWasReadWhileSomethingChanged() {
        duringReading = () -> {
            stored = REVOKED;
            seen(ASKED);
        };
        assertThat(memory.of(ASKED).status()).isEqualTo(GOOD);
        assertThat(memory.find(ASKED)).isEmpty();
    }

    @Test
    void neverKeepsAnUnknownNumber() {
        stored = new CertificateStatus.Unknown(false);
        memory.of(ASKED);
        assertThat(memory.find(ASKED)).isEmpty();
    }

    @Test
    void usesNothingWhileChangesMayBeMissed() {
        memory.of(ASKED);
        confirmed = false;
        assertThat(memory.find(ASKED)).isEmpty();
    }

    @Test
    void vouchesForWhatItHasUpToTheLastLook() {
        memory.of(ASKED);
        confirmedAt = START.plusSeconds(3);
        assertThat(memory.find(ASKED)).contains(new StatusMemory.Known(GOOD, START.plusSeconds(3)));
    }

    /** A look finds the revocation and confirms itself just after the status was taken out of memory. */
    @Test
    void neverVouchesForAGoodBeyondItsRevocation() {
        memory.of(ASKED);
        duringQuestion = () -> {
            seen(ASKED);
            confirmedAt = START.plusSeconds(9);
        };
        assertThat(memory.find(ASKED)).isNotEmpty().get().satisfies(known -> assertThat(known.at())
                .isBefore(START.plusSeconds(5)));
    }

    /** What a standby has now was right when it was looked at, less its lag. */
    @Test
    void vouchesForAStandbyNoLongerThanItIsUpToDate() {
        rightAt = _ -> START.minusSeconds(3);
        assertThat(memory.of(ASKED).at()).isEqualTo(START.minusSeconds(3));
    }
}
