package pk.muhr.revocation.ocsp;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import pk.muhr.audit.Actor;
import pk.muhr.ca.AuthorityUnavailable;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.KeyCustody;
import pk.muhr.issuance.CompromisedKeys;
import pk.muhr.policy.HierarchyPolicy.ResponderKeyPlace;
import pk.muhr.revocation.ReplicaLock;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.KeyAlgorithm;
import pk.muhr.x509.MalformedDer;
import pk.muhr.x509.SubjectPublicKey;

/**
 * Certifies the responder keys of processes that have no authority's key. Such a process faces the internet, so what it
 * asks for is bounded: the request contributes its key and nothing else, and an authority grants only so many a day.
 */
@ApplicationScoped
class ResponderGrants {

    private static final Logger LOG = Logger.getLogger(ResponderGrants.class);
    private static final Actor JOB = Actor.system("ocsp");
    private static final int AT_ONCE = 3;
    private static final int MOST_A_DAY = 200;

    private final ResponderRequests requests;
    private final Hierarchy hierarchy;
    private final KeyCustody custody;
    private final ResponderCertificates certificates;
    private final CompromisedKeys compromised;
    private final ReplicaLock lock;

    ResponderGrants(
            ResponderRequests requests,
            Hierarchy hierarchy,
            KeyCustody custody,
            ResponderCertificates certificates,
            CompromisedKeys compromised,
            ReplicaLock lock) {
        this.requests = requests;
        this.hierarchy = hierarchy;
        this.custody = custody;
        this.certificates = certificates;
        this.compromised = compromised;
        this.lock = lock;
    }

    /** Answers what waits. One whose authority cannot sign now waits on, and keeps none of the others from it. */
    @DoneBy(ProcessRole.AUTHORITY)
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        Map<String, CertificateAuthority> here = hierarchy.authorities().stream()
                .filter(authority -> custody.isHere(authority.id()))
                .collect(Collectors.toMap(authority -> authority.id().toString(), Function.identity()));
        for (ResponderRequests.Asked asked : requests.open(here.keySet(), AT_ONCE)) {
            try {
                CertificateAuthority authority = here.get(asked.authority());
                lock.whileHeld(ResponderRenewal.lock(authority.id()), () -> answer(asked, authority));
            } catch (RuntimeException e) {
                LOG.errorf(e, "the responder request %s could not be answered", asked.id());
            }
        }
    }

    /** A crash between the certificate and the answer leaves a certificate that nobody answers with; it is made again. */
    private void answer(ResponderRequests.Asked asked, CertificateAuthority authority) {
        if (requests.answer(asked.id()).isPresent()) {
            return; // by another replica, while this one waited
        }
        CertificationRequest request;
        try {
            request = CertificationRequest.of(asked.request());
        } catch (MalformedDer e) {
            requests.refuse(asked, "not a PKCS #10 request", JOB);
            return;
        }
        Optional<String> objection = objection(request, authority);
        if (objection.isPresent()) {
            LOG.warnf("the responder request %s of %s is refused: %s", asked.id(), authority, objection.get());
            requests.refuse(asked, objection.get(), JOB);
            return;
        }
        certified(asked, authority, request.key()).ifPresent(certificate -> requests.grant(asked, certificate, JOB));
    }

    /** What is not a matter of waiting is refused, or it would be tried again every second. */
    private Optional<Certificate> certified(
            ResponderRequests.Asked asked, CertificateAuthority authority, SubjectPublicKey key) {
        try {
            return Optional.of(certificates.issue(authority, key, ResponderKeyPlace.MEMORY, JOB));
        } catch (AuthorityUnavailable e) {
            LOG.warnf("the responder request %s of %s waits: %s", asked.id(), authority, e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "the responder request %s of %s cannot be granted", asked.id(), authority);
            requests.refuse(asked, "it cannot be granted; the log of the authority says why", JOB);
        }
        return Optional.empty();
    }

    private Optional<String> objection(CertificationRequest request, CertificateAuthority authority) {
        if (!request.key().label().equals(KeyAlgorithm.P_256.label())) {
            return Optional.of(
                    "a responder's key is P-256, not " + request.key().label());
        }
        if (!request.provesPossession()) {
            return Optional.of("the request is not signed by the key it holds");
        }
        if (compromised.contains(request.key().fingerprint())) {
            return Optional.of("the key is blocked");
        }
        return requests.grantedToday(authority.id()) >= MOST_A_DAY
                ? Optional.of("more than " + MOST_A_DAY + " a day are not granted")
                : Optional.empty();
    }
}
