package pk.muhr.revocation.testsite;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import pk.muhr.audit.Actor;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.ServerKeys;
import pk.muhr.identity.BodyId;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.OwnCertificates;
import pk.muhr.policy.CertificateFamily;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.ProfileId;
import pk.muhr.revocation.ReplicaLock;
import pk.muhr.revocation.RevocationOrder;
import pk.muhr.revocation.RevocationOutcome;
import pk.muhr.revocation.Revocations;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.RevocationReason;

/** Sees to it that each test web site has the certificate that it is there for. */
@ApplicationScoped
public class TestSiteRenewal {

    private static final Logger LOG = Logger.getLogger(TestSiteRenewal.class);
    private static final Actor JOB = Actor.system("test-sites");

    private final TestSites sites;
    private final TestSiteListener listener;
    private final OwnCertificates certificates;
    private final Revocations revocations;
    private final Hierarchy hierarchy;
    private final ActivePolicy policy;
    private final ServerKeys keys;
    private final ReplicaLock lock;
    private final TestSiteConfiguration configuration;
    private final Clock clock;

    TestSiteRenewal(
            TestSites sites,
            TestSiteListener listener,
            OwnCertificates certificates,
            Revocations revocations,
            Hierarchy hierarchy,
            ActivePolicy policy,
            ServerKeys keys,
            ReplicaLock lock,
            TestSiteConfiguration configuration,
            Clock clock) {
        this.sites = sites;
        this.listener = listener;
        this.certificates = certificates;
        this.revocations = revocations;
        this.hierarchy = hierarchy;
        this.policy = policy;
        this.keys = keys;
        this.lock = lock;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** Renews what is due, and serves what there is. */
    @DoneBy(ProcessRole.AUTHORITY)
    @Scheduled(every = "{muhr.test-sites.every}", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    public void look() {
        if (configuration.body().isPresent()
                && configuration.domain().isPresent()
                && configuration.directory().isPresent()) {
            lock.whileHeld("test sites", () -> authorities().forEach(this::renewDue));
            listener.serve(all());
        }
    }

    /** Every site that has a certificate. */
    public List<TestSite> all() {
        return authorities().stream()
                .flatMap(authority -> Arrays.stream(SiteKind.values())
                        .flatMap(kind -> sites
                                .newest(authority.id(), kind)
                                .map(certificate -> new TestSite(authority, kind, certificate))
                                .stream()))
                .toList();
    }

    private List<CertificateAuthority> authorities() {
        return hierarchy.authorities().stream()
                .filter(authority -> authority.definition().family().equals(Optional.of(CertificateFamily.TLS)))
                .filter(authority -> hierarchy
                        .issuing(authority.id().name())
                        .filter(authority::equals)
                        .isPresent())
                .toList();
    }

    private void renewDue(CertificateAuthority authority) {
        for (SiteKind kind : SiteKind.values()) {
            try {
                if (isDue(sites.newest(authority.id(), kind), kind, authority)) {
                    renew(authority, kind);
                }
            } catch (RuntimeException e) {
                LOG.errorf(e, "the test site %s of %s has no new certificate", kind.label(), authority.id());
            }
        }
    }

    /** One whose key is not here cannot be served; one that is there to expire is never renewed. */
    private boolean isDue(Optional<Certificate> current, SiteKind kind, CertificateAuthority authority) {
        if (current.isEmpty() || keys.find(directory(), current.get().key()).isEmpty()) {
            return true;
        }
        Certificate certificate = current.get();
        boolean revoked = revocations
                .find(authority.certificate().key().fingerprint(), certificate.serial())
                .isPresent();
        if (kind != SiteKind.EXPIRED && revoked != (kind == SiteKind.REVOKED)) {
            return true;
        }
        Duration life = Duration.between(certificate.notBefore(), certificate.notAfter());
        return kind != SiteKind.EXPIRED
                && clock.instant().isAfter(certificate.notAfter().minus(life.dividedBy(3)));
    }

    /** A crash in between leaves a certificate of a site that nobody serves; the next look makes another. */
    private void renew(CertificateAuthority authority, SiteKind kind) {
        ProfileId profile = kind == SiteKind.EXPIRED ? configuration.expiring() : configuration.profile();
        boolean issues = policy.bundle()
                .profile(profile)
                .flatMap(CertificateProfile::authority)
                .filter(authority.id().name()::equals)
                .isPresent();
        if (!issues) {
            return;
        }
        DnsName name = new DnsName(kind.label() + "." + authority.id().name() + "."
                + configuration.domain().orElseThrow());
        IssuedCertificate issued = certificates.issue(
                profile, new BodyId(configuration.body().orElseThrow()), name, keys.generate(directory()), JOB);
        if (kind == SiteKind.REVOKED) {
            RevocationOutcome outcome = revocations.revoke(
                    new RevocationOrder(
                            issued.certificate().fingerprint(),
                            RevocationReason.CESSATION_OF_OPERATION,
                            Optional.empty()),
                    JOB);
            if (!(outcome instanceof RevocationOutcome.Recorded)) {
                throw new IllegalStateException("the profile " + profile + " does not let it be revoked: " + outcome);
            }
        }
        sites.register(issued, kind, JOB);
    }

    private Path directory() {
        return configuration.directory().orElseThrow();
    }
}
