package pk.muhr.revocation.ocsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalPropertiesReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.ca.AuthorityId;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.revocation.OcspEvidence;
import pk.muhr.revocation.OcspEvidence.Kept;
import pk.muhr.revocation.StatusesSeen.Numbered;
import pk.muhr.revocation.TestCertificates;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** What was answered is on record: as it is where it may be repeated, counted where not. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class OcspRecordsTest {

    @Inject
    OcspResponder responder;

    @Inject
    OcspRecords records;

    @Inject
    OcspEvidence evidence;

    @Inject
    Hierarchy hierarchy;

    @Inject
    AgroalDataSource store;

    @Inject
    Clock clock;

    @Test
    void keepsEveryAnswerThatMayBeRepeated() throws Exception {
        Certificate certificate = TestCertificates.issued("nitb");
        Der good = ask(certificate.serial().value());
        TestCertificates.revoke("nitb", certificate, "superseded");
        Der revoked = ask(certificate.serial().value());
        records.flush();
        Kept.Answer kept = (Kept.Answer) at(certificate.serial(), Instant.now()).orElseThrow();
        BasicOCSPResp basic = (BasicOCSPResp) new OCSPResp(revoked.bytes()).getResponseObject();
        assertThat(kept.der()).isEqualTo(revoked).isNotEqualTo(good);
        assertThat(kept.status()).isEqualTo("revoked");
        assertThat(kept.producedAt()).isEqualTo(basic.getProducedAt().toInstant());
        assertThat(kept.nextUpdate())
                .isEqualTo(basic.getResponses()[0].getNextUpdate().toInstant());
        assertThat(kept.responder()).isEqualTo(Sha256.of(basic.getCerts()[0].getEncoded()));
        assertThat(kept.reach()).isPositive();
        assertThat(at(certificate.serial(), kept.nextUpdate()).filter(Kept.Answer.class::isInstance))
                .as("nothing holds at its nextUpdate")
                .isEmpty();
    }

    @Test
    void countsWhatIsNotRepeated() {
        SerialNumber serial = SerialNumber.random(new java.security.SecureRandom());
        records.flushCounts();
        Instant begun = clock.instant();
        Der last = Der.of(new byte[0]);
        Instant asked = begun;
        for (int i = 0; i < 3; i++) {
            asked = clock.instant();
            last = ask(serial.value());
        }
        records.flushCounts();
        Kept.Batch batch = (Kept.Batch) at(serial, asked).orElseThrow();
        assertThat(at(serial, asked.plus(Duration.ofHours(1))))
                .as("says nothing of later times")
                .isEmpty();
        assertThat(List.of(batch.good(), batch.revoked(), batch.unknown())).isEqualTo(List.of(0L, 0L, 3L));
        assertThat(batch.last()).isEqualTo(last.sha256());
        assertThat(batch.from()).isAfterOrEqualTo(begun.minusMillis(1)).isBefore(batch.to());
    }

    @Test
    void findsNothingBeforeTheFirstAnswer() {
        assertThat(at(new SerialNumber(BigInteger.ONE), Instant.EPOCH)).isEmpty();
    }

    @Test
    void saysWhenNothingMoreCanWaitAndLosesNothingOfIt() throws Exception {
        try (AgroalDataSource away = AgroalDataSource.from(new AgroalPropertiesReader()
                .readProperties(java.util.Map.of(
                        "jdbcUrl", "jdbc:postgresql://localhost:1/away",
                        "maxSize", "1",
                        "acquisitionTimeout_s", "1")))) {
            OcspRecords full = new OcspRecords(away, clock);
            for (int i = 0; i < OcspRecords.MOST; i++) {
                assertThat(full.add(answered())).isTrue();
            }
            assertThat(full.add(answered())).isFalse();
            full.flush();
            assertThat(full.add(answered())).as("not written, so not gone").isFalse();
        }
        OcspRecords working = new OcspRecords(store, clock);
        for (int i = 0; i < OcspRecords.MOST; i++) {
            assertThat(working.add(answered())).isTrue();
        }
        working.flush();
        assertThat(working.add(answered())).isTrue();
    }

    private OcspRecords.Answered answered() {
        Instant now = clock.instant();
        OcspAnswer answer = new OcspAnswer(
                Der.of(new byte[] {1}),
                Optional.of(new OcspAnswer.Freshness(now, now, now.plusSeconds(60), Duration.ofSeconds(30))));
        Sha256 nobody = Sha256.of(new byte[] {8});
        return new OcspRecords.Answered(
                new OcspRecords.Responder(AuthorityId.of("nobody-g1"), nobody, nobody),
                new Numbered(nobody, new SerialNumber(BigInteger.TWO)),
                "good",
                answer,
                0);
    }

    private Optional<Kept> at(SerialNumber serial, Instant at) {
        return evidence.at(tls().certificate().key().fingerprint(), serial, at);
    }

    private Der ask(BigInteger serial) {
        return responder
                .answer(Questions.request().about(tls().certificate(), serial).der())
                .der();
    }

    private CertificateAuthority tls() {
        return hierarchy.named("gov-tls").orElseThrow();
    }
}
