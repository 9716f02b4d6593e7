package pk.muhr.revocation.ocsp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import pk.muhr.audit.Actor;
import pk.muhr.ca.AuthorityId;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.OcspSigner;
import pk.muhr.ca.OcspSigners;
import pk.muhr.ca.ResponderKey;
import pk.muhr.issuance.CompromisedKeys;
import pk.muhr.policy.HierarchyPolicy.ResponderKeyPlace;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.revocation.ReplicaLock;
import pk.muhr.revocation.StatusesSeen;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;
import pk.muhr.x509.Certificate;

/**
 * Sees to it that every authority has a responder whose certificate is good for long enough: made at the start when
 * there is none, renewed with a fresh key in time, and anew when its key is not on the token any more.
 */
@ApplicationScoped
public class ResponderRenewal {

    /** After the installation was opened, which is the observer of the start with the lowest number. */
    public static final int AFTER_OPENING = 400;

    private static final Logger LOG = Logger.getLogger(ResponderRenewal.class);
    private static final Actor JOB = Actor.system("ocsp");

    /** Renewed when less than this, or less than a third of its life, is left. */
    private static final Duration TOO_SHORT = Duration.ofHours(24);

    /** How long a start waits for what others grant; it goes on without, and is not ready until then. */
    private static final int PATIENCE_MILLIS = 20_000;

    private static final int PAUSE_MILLIS = 250;

    private final Hierarchy hierarchy;
    private final OcspSigners signers;
    private final ResponderCertificates certificates;
    private final ResponderPetitions petitions;
    private final CompromisedKeys compromised;
    private final ProcessRoles roles;
    private final CertificateStatuses statuses;
    private final ReplicaLock lock;
    private final Clock clock;
    private final ScheduledExecutorService executor;
    private final Set<AuthorityId> waiting = ConcurrentHashMap.newKeySet();
    private final Set<AuthorityId> failed = ConcurrentHashMap.newKeySet();
    private volatile boolean started;

    ResponderRenewal(
            Hierarchy hierarchy,
            OcspSigners signers,
            ResponderCertificates certificates,
            ResponderPetitions petitions,
            CompromisedKeys compromised,
            ProcessRoles roles,
            CertificateStatuses statuses,
            ReplicaLock lock,
            Clock clock,
            ScheduledExecutorService executor) {
        this.hierarchy = hierarchy;
        this.signers = signers;
        this.certificates = certificates;
        this.petitions = petitions;
        this.compromised = compromised;
        this.roles = roles;
        this.statuses = statuses;
        this.lock = lock;
        this.clock = clock;
        this.executor = executor;
    }

    /** What a replica holds that certifies a responder of the authority; a token is used under it. */
    static String lock(AuthorityId authority) {
        return "ocsp responder " + authority;
    }

    /** Makes what is missing before the program says that it is ready. What fails is tried again by the schedule. */
    @DoneBy({ProcessRole.AUTHORITY, ProcessRole.STATUS})
    void start(@Observes @Priority(AFTER_OPENING) StartupEvent event) throws InterruptedException {
        renewDue();
        for (int waited = 0; petitions.areWaiting() && waited < PATIENCE_MILLIS; waited += PAUSE_MILLIS) {
            Thread.sleep(PAUSE_MILLIS);
            renewDue();
        }
        started = true;
    }

    /** From now on no responder is begun. */
    void end(@Observes @Priority(1) ShutdownEvent event) {
        started = false;
    }

    @DoneBy({ProcessRole.AUTHORITY, ProcessRole.STATUS})
    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        if (started) {
            renewDue();
        }
    }

    @DoneBy({ProcessRole.AUTHORITY, ProcessRole.STATUS})
    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void lookForGrants() {
        if (started && petitions.areWaiting()) {
            renewDue();
        }
    }

    /**
     * Whoever revoked something, here or in another process; it may be a responder's own certificate. Where the last
     * attempt failed, the next one is the schedule's: what a failure leaves is revoked and would be heard of here.
     */
    void changed(@Observes StatusesSeen seen) {
        if (started) {
            hierarchy.authorities().stream()
                    .filter(authority -> seen.others() || seen.authorities().contains(authority.id()))
                    .forEach(authority -> executor.execute(() -> attempt(authority, false)));
        }
    }

    /** Renews whatever is due; one authority's failure does not stop the others. */
    public void renewDue() {
        hierarchy.authorities().forEach(authority -> attempt(authority, true));
    }

    /** @param wait also behind somebody who waits for the same; their turn is as good as this one's */
    private void attempt(CertificateAuthority authority, boolean wait) {
        try {
            silenceRevoked(authority);
            if ((wait || !failed.contains(authority.id())) && (waiting.add(authority.id()) || wait)) {
                renewIfDue(authority);
                failed.remove(authority.id());
            }
        } catch (RuntimeException e) {
            failed.add(authority.id());
            LOG.errorf(e, "the OCSP responder of %s could not be renewed", authority.id());
        }
    }

    /** Not behind the renewal that may be under way, since that waits for the token. */
    private void silenceRevoked(CertificateAuthority authority) {
        Optional<OcspSigner> revoked =
                signers.of(authority.id()).filter(signer -> isRevoked(authority, signer.certificate()));
        if (revoked.isPresent()) {
            signers.forget(authority.id()); // should it be the next one by now, the register gives it back
            LOG.warnf("%s is revoked and answers no more", revoked.get());
        }
    }

    /** One at a time, so that none takes back what another found revoked. */
    private synchronized void renewIfDue(CertificateAuthority authority) {
        waiting.remove(authority.id());
        if (!isDue(refreshed(authority), authority)) {
            return;
        }
        if (!signers.isToAnswer(authority.id())) {
            return;
        }
        if (!roles.has(ProcessRole.AUTHORITY)) {
            petitions
                    .granted(authority, () -> signers.nextKey(authority, compromised::contains))
                    .ifPresent(granted -> adopt(authority, granted.key(), granted.certificate()));
        } else if (signers.place(authority) == ResponderKeyPlace.MEMORY) {
            renew(authority); // each process its own
        } else {
            lock.whileHeld(lock(authority.id()), () -> renew(authority));
        }
    }

    private Optional<OcspSigner> refreshed(CertificateAuthority authority) {
        return signers.refresh(authority, certificate -> !isRevoked(authority, certificate));
    }

    private boolean isRevoked(CertificateAuthority authority, Certificate certificate) {
        return statuses.of(authority.certificate().key().fingerprint(), certificate.serial())
                instanceof CertificateStatus.Revoked;
    }

    /**
     * A fresh key, its certificate, and both on record. A crash in between leaves a key without use, or a certificate
     * whose key nobody answers with; the next run begins with the same key.
     */
    private void renew(CertificateAuthority authority) {
        if (!isDue(refreshed(authority), authority)) {
            return; // another replica did it while this one waited
        }
        ResponderKey key = signers.nextKey(authority, compromised::contains);
        adopt(authority, key, certificates.issue(authority, key.publicKey(), signers.place(authority), JOB));
    }

    private void adopt(CertificateAuthority authority, ResponderKey key, Certificate certificate) {
        OcspSigner signer = signers.adopt(authority, key, certificate, JOB);
        LOG.infof(
                "OCSP responder of %s until %s",
                authority.id(), signer.certificate().notAfter());
    }

    private boolean isDue(Optional<OcspSigner> signer, CertificateAuthority authority) {
        return signer.map(current -> isDue(current, authority)).orElse(true);
    }

    /** One that lives as long as its authority cannot be replaced by a longer one. */
    private boolean isDue(OcspSigner current, CertificateAuthority authority) {
        Instant begin = current.certificate().notBefore();
        Instant end = current.certificate().notAfter();
        Duration third = Duration.between(begin, end).dividedBy(3);
        Duration least = third.compareTo(TOO_SHORT) > 0 ? third : TOO_SHORT;
        return clock.instant().plus(least).isAfter(end)
                && end.isBefore(authority.certificate().notAfter());
    }
}
