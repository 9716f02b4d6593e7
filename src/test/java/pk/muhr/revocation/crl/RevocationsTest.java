package pk.muhr.revocation.crl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.revocation.Revocations;
import pk.muhr.x509.RevocationEntry;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** Revocations within transactions: orphans, roll-backs, and commits that come late. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class RevocationsTest {

    private static final Actor TEST = Actor.system("test");
    private static final int SECONDS = 20;

    @Inject
    Revocations revocations;

    @Inject
    CertificateStatuses statuses;

    @Inject
    CrlPublication publication;

    @Inject
    Hierarchy hierarchy;

    @Inject
    AuditRecords audit;

    private final SerialNumber serial = SerialNumber.random(new SecureRandom());

    @Test
    void revokesAnOrphanOnceHoweverOftenItIsSwept() {
        long before = recordsAboutIt();
        QuarkusTransaction.requiringNew().run(this::revokeOrphan);
        QuarkusTransaction.requiringNew().run(this::revokeOrphan);
        assertThat(recordsAboutIt()).isEqualTo(before + 1);
        assertThat(statuses.of(key(), serial)).isInstanceOfSatisfying(CertificateStatus.Revoked.class, revoked -> {
            assertThat(revoked.reason()).isEqualTo(RevocationReason.UNSPECIFIED);
            assertThat(revoked.at())
                    .isEqualTo(revocations.find(key(), serial).orElseThrow().revokedAt());
        });
    }

    @Test
    void revokesOrphansOnlyTogetherWithTheirOutcome() {
        assertThatThrownBy(this::revokeOrphan).isInstanceOf(TransactionalException.class);
    }

    @Test
    void leavesNothingOfWhatWasRolledBack() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    revokeOrphan();
                    throw new IllegalStateException("the outcome could not be written");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(revocations.find(key(), serial)).isEmpty();
        assertThat(recordsAboutIt()).isZero();
        assertThat(statuses.of(key(), serial)).isInstanceOf(CertificateStatus.Unknown.class);
    }

    /** The late one drew its number first; a list that reached beyond it without holding it would miss it for ever. */
    @Test
    void waitsForARevocationWhoseNumberIsDrawnAndWhoseCommitIsLate() throws Exception {
        CountDownLatch drawn = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> late =
                    threads.submit(() -> QuarkusTransaction.requiringNew().run(() -> {
                        revokeOrphan();
                        drawn.countDown();
                        await(commit);
                    }));
            assertThat(drawn.await(SECONDS, TimeUnit.SECONDS)).isTrue();
            Future<PublishedList> list = threads.submit(() -> publication.publish(authority(), TEST));
            assertThatThrownBy(() -> list.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            commit.countDown();
            late.get(SECONDS, TimeUnit.SECONDS);
            PublishedList published = list.get(SECONDS, TimeUnit.SECONDS);
            assertThat(revocations.entries(authority().id(), published.reach()))
                    .extracting(RevocationEntry::serial)
                    .contains(serial);
        }
    }

    private void revokeOrphan() {
        revocations.revoke(authority().id(), key(), serial);
    }

    private CertificateAuthority authority() {
        return hierarchy.named("government").orElseThrow();
    }

    private Sha256 key() {
        return authority().certificate().key().fingerprint();
    }

    private long recordsAboutIt() {
        return audit.newest(200).stream()
                .filter(record -> record.event().event().equals("ORPHAN_REVOKED"))
                .filter(record -> record.event().subject().equals(java.util.Optional.of(serial.hex())))
                .count();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
