package pk.muhr.revocation.observer;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

import pk.muhr.audit.Actor;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.identity.BodyId;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.OwnCertificates;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.ProfileId;
import pk.muhr.revocation.ReplicaLock;
import pk.muhr.revocation.RevocationOrder;
import pk.muhr.revocation.Revocations;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SubjectPublicKey;

/**
 * Issues a certificate the ordinary way to revoke it, and measures how long it takes until the world sees each: good by
 * OCSP, revoked by OCSP, listed. Its key is thrown away before it is certified.
 */
@ApplicationScoped
public class Canary {

    private static final Logger LOG = Logger.getLogger(Canary.class);
    private static final Actor JOB = Actor.system("canary");
    private static final Duration ANSWERED = Duration.ofSeconds(5);
    private static final Duration LISTED = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final OwnCertificates certificates;
    private final Revocations revocations;
    private final Hierarchy hierarchy;
    private final ActivePolicy policy;
    private final Observations observations;
    private final ReplicaLock lock;
    private final ObserverConfiguration.CanaryConfiguration configuration;
    private final PublicAddress network;
    private final OcspExchange ocsp;
    private final MeterRegistry meters;

    Canary(
            OwnCertificates certificates,
            Revocations revocations,
            Hierarchy hierarchy,
            ActivePolicy policy,
            Observations observations,
            ReplicaLock lock,
            ObserverConfiguration configuration,
            Vertx vertx,
            MeterRegistry meters,
            Clock clock) {
        this.certificates = certificates;
        this.revocations = revocations;
        this.hierarchy = hierarchy;
        this.policy = policy;
        this.observations = observations;
        this.lock = lock;
        this.configuration = configuration.canary();
        this.network =
                new PublicAddress(vertx, configuration.hosts(), configuration.patience(), configuration.deadline());
        this.ocsp = new OcspExchange(network, clock);
        this.meters = meters;
    }

    /** One certificate under each configured profile, unless another replica is at it. */
    @DoneBy(ProcessRole.AUTHORITY)
    @Scheduled(
            every = "{muhr.observer.canary.every}",
            delayed = "60s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = PortClosed.class)
    public void fly() {
        if (configuration.body().isPresent() && configuration.name().isPresent()) {
            lock.whileHeld("canary", () -> configuration.profiles().forEach(this::fly));
        }
    }

    private void fly(ProfileId id) {
        Optional<CertificateAuthority> authority = policy.bundle()
                .profile(id)
                .flatMap(CertificateProfile::authority)
                .flatMap(hierarchy::issuing);
        authority.ifPresent(issuer -> {
            Optional<Broken> wrong = flown(id, issuer);
            wrong.ifPresent(why -> LOG.errorf("the canary of %s %s", issuer.id(), why.getMessage()));
            observations.seen("canary " + issuer.id(), issuer.facts().ocsp(), wrong);
        });
    }

    private Optional<Broken> flown(ProfileId profile, CertificateAuthority issuer) {
        try {
            fly(profile, issuer);
            return Optional.empty();
        } catch (Broken e) {
            return Optional.of(e);
        } catch (RuntimeException e) {
            LOG.errorf(e, "the canary of %s did not come back", issuer.id());
            return Optional.of(Broken.by("did not come back", e));
        }
    }

    /** A crash in between leaves a certificate in force whose key nobody has. */
    private void fly(ProfileId profile, CertificateAuthority issuer) throws Broken {
        long begun = System.nanoTime();
        IssuedCertificate issued = certificates.issue(
                profile,
                new BodyId(configuration.body().orElseThrow()),
                new DnsName(configuration.name().orElseThrow()),
                key(),
                JOB);
        measure("issued", issuer, begun);
        Certificate certificate = issued.certificate();
        awaitStatus("good", OcspExchange.Status.GOOD, issuer, certificate);
        revocations.revoke(
                new RevocationOrder(
                        certificate.fingerprint(), RevocationReason.CESSATION_OF_OPERATION, Optional.empty()),
                JOB);
        long revoked = System.nanoTime();
        awaitStatus("revoked", OcspExchange.Status.REVOKED, issuer, certificate);
        URI list = listOf(certificate);
        await("listed", issuer, LISTED, revoked, "is not on the CRL", () -> isListed(list, issuer, certificate));
    }

    private void awaitStatus(
            String step, OcspExchange.Status wanted, CertificateAuthority issuer, Certificate certificate)
            throws Broken {
        await(
                step,
                issuer,
                ANSWERED,
                System.nanoTime(),
                "is not " + step + " by OCSP",
                () -> ocsp.fresh(issuer.facts().ocsp(), issuer.certificate(), certificate.serial()) == wanted);
    }

    private boolean isListed(URI list, CertificateAuthority issuer, Certificate certificate) throws Broken {
        try (AnswerBody body = network.get(list, "application/pkix-crl")) {
            StreamedList read = ListReading.read(body, issuer.certificate().key(), Set.of(certificate.serial()));
            return read.verifies() && !read.found().isEmpty();
        }
    }

    private static URI listOf(Certificate certificate) throws Broken {
        return certificate.addresses().stream()
                .filter(address -> address.endsWith(".crl"))
                .findFirst()
                .map(URI::create)
                .orElseThrow(() -> new Broken("names no CRL"));
    }

    /** Whether it is there yet. */
    @FunctionalInterface
    private interface Arrival {
        boolean seen() throws Broken;
    }

    private void await(
            String step, CertificateAuthority issuer, Duration longest, long since, String otherwise, Arrival arrival)
            throws Broken {
        while (!arrival.seen()) {
            Broken.unless(
                    System.nanoTime() - since < longest.toNanos(), otherwise + " after " + longest.toSeconds() + " s");
            pause();
        }
        measure(step, issuer, since);
    }

    private void measure(String step, CertificateAuthority issuer, long since) {
        meters.timer(
                        "muhr.observer.canary",
                        "step",
                        step,
                        "authority",
                        issuer.id().toString())
                .record(Duration.ofNanos(System.nanoTime() - since));
    }

    private static void pause() throws Broken {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Broken("was not waited for, because the program ends");
        }
    }

    private static SubjectPublicKey key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return SubjectPublicKey.of(generator.generateKeyPair().getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    @PreDestroy
    void close() {
        network.close();
    }
}
