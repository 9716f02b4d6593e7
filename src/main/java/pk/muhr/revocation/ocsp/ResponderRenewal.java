package pk.muhr.revocation.ocsp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import pk.muhr.ca.KeyCustody;
import pk.muhr.ca.OcspSigner;
import pk.muhr.ca.OcspSigners;
import pk.muhr.ca.ResponderKey;
import pk.muhr.issuance.CompromisedKeys;
import pk.muhr.issuance.Issuance;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.HierarchyPolicy.ResponderKeyPlace;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.revocation.StatusesSeen;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.DistinguishedName;

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

    private final Hierarchy hierarchy;
    private final KeyCustody custody;
    private final OcspSigners signers;
    private final Issuance issuance;
    private final CompromisedKeys compromised;
    private final ActivePolicy policy;
    private final CertificateStatuses statuses;
    private final RenewalLock lock;
    private final Clock clock;
    private final ScheduledExecutorService executor;
    private final Set<AuthorityId> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean started;

    ResponderRenewal(
            Hierarchy hierarchy,
            KeyCustody custody,
            OcspSigners signers,
            Issuance issuance,
            CompromisedKeys compromised,
            ActivePolicy policy,
            CertificateStatuses statuses,
            RenewalLock lock,
            Clock clock,
            ScheduledExecutorService executor) {
        this.hierarchy = hierarchy;
        this.custody = custody;
        this.signers = signers;
        this.issuance = issuance;
        this.compromised = compromised;
        this.policy = policy;
        this.statuses = statuses;
        this.lock = lock;
        this.clock = clock;
        this.executor = executor;
    }

    /** Makes what is missing before the program says that it is ready. What fails is tried again by the schedule. */
    void start(@Observes @Priority(AFTER_OPENING) StartupEvent event) {
        renewDue();
        started = true;
    }

    /** From now on no responder is begun. */
    void end(@Observes @Priority(1) ShutdownEvent event) {
        started = false;
    }

    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        if (started) {
            renewDue();
        }
    }

    /** Whoever revoked something, here or in another process; it may be a responder's own certificate. */
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
            if (waiting.add(authority.id()) || wait) {
                renewIfDue(authority);
            }
        } catch (RuntimeException e) {
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
        if (isDue(refreshed(authority), authority) && custody.isHere(authority.id())) {
            if (authority.definition().responderKey() == ResponderKeyPlace.MEMORY) {
                renew(authority); // each process its own
            } else {
                lock.whileHeld(authority.id(), () -> renew(authority));
            }
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
        custody.requireReachable(authority.id());
        CertificateProfile profile = policy.bundle()
                .profile(authority.definition().responderKey().profile())
                .orElseThrow();
        ResponderKey key = signers.nextKey(authority, compromised::contains);
        CertificateTemplate template = issuance.templates()
                .responder(profile, subject(authority), key.publicKey(), authority.facts(), issuance.moment());
        IssuedCertificate issued = issuance.certifyResponder(authority, template, profile, JOB);
        OcspSigner signer = signers.adopt(authority, key, issued.certificate(), JOB);
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

    /** The authority's own name with another common name. */
    private static DistinguishedName subject(CertificateAuthority authority) {
        List<DistinguishedName.Attribute> attributes = new ArrayList<>();
        for (Map.Entry<AttributeType, String> entry :
                authority.definition().subject().entrySet()) {
            String value =
                    entry.getKey() == AttributeType.COMMON_NAME ? "OCSP responder " + authority.id() : entry.getValue();
            attributes.add(new DistinguishedName.Attribute(entry.getKey(), value));
        }
        return DistinguishedName.of(attributes);
    }
}
