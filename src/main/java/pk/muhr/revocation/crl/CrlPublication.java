package pk.muhr.revocation.crl;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.AuthorityId;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.KeyCustody;
import pk.muhr.revocation.Revocations;
import pk.muhr.revocation.StatusChanged;
import pk.muhr.x509.RevocationList;

/**
 * Makes each authority's next CRL in time: at the start when there is none, on the policy's schedule, and as soon as
 * something is revoked. Safe on any number of replicas: two that do it at once make two lists, with two numbers.
 */
@ApplicationScoped
public class CrlPublication {

    /** After the installation was opened, which is the observer of the start with the lowest number. */
    public static final int AFTER_OPENING = 500;

    private static final Logger LOG = Logger.getLogger(CrlPublication.class);
    private static final Actor JOB = Actor.system("crl");

    private final Hierarchy hierarchy;
    private final KeyCustody custody;
    private final Revocations revocations;
    private final RevocationLists lists;
    private final AuditRecords audit;
    private final Clock clock;
    private final MeterRegistry meters;
    private final ScheduledExecutorService executor;
    private final Map<AuthorityId, CrlTurn> turns = new ConcurrentHashMap<>();
    private volatile boolean started;
    private volatile boolean ending;

    CrlPublication(
            Hierarchy hierarchy,
            KeyCustody custody,
            Revocations revocations,
            RevocationLists lists,
            AuditRecords audit,
            Clock clock,
            MeterRegistry meters,
            ScheduledExecutorService executor) {
        this.hierarchy = hierarchy;
        this.custody = custody;
        this.revocations = revocations;
        this.lists = lists;
        this.audit = audit;
        this.clock = clock;
        this.meters = meters;
        this.executor = executor;
    }

    /** Publishes what is due before the program says that it is ready. What fails is tried again by the schedule. */
    void start(@Observes @Priority(AFTER_OPENING) StartupEvent event) {
        publishDue();
        started = true;
    }

    /** From now on no list is begun, so that none is left half-way when the database goes. */
    void end(@Observes @Priority(1) ShutdownEvent event) {
        ending = true;
    }

    /** Publishes now whatever is due and can be signed here; one authority's failure does not stop the others. */
    public void publishDue() {
        for (CertificateAuthority authority : hierarchy.authorities()) {
            if (isDue(authority)) {
                attempt(authority);
            }
        }
    }

    /**
     * Makes, signs, verifies and publishes the authority's next list. No transaction is open while the token signs.
     *
     * @throws pk.muhr.ca.AuthorityUnavailable when the token cannot sign; the list before stays served
     */
    public PublishedList publish(CertificateAuthority authority, Actor by) {
        custody.requireReachable(authority.id());
        CrlIssuer issuer = CrlIssuer.of(authority);
        OpenedList opened = lists.open(issuer, revocations.reach(authority.id()), by);
        RevocationList signed = authority.sign(opened.linted());
        PublishedList published = lists.publish(issuer, opened, signed, by);
        meters.counter("muhr.crl.published", "authority", authority.id().toString())
                .increment();
        LOG.infof(
                "CRL %d of %s with %d entries",
                published.number(), authority.id(), opened.content().entries().size());
        return published;
    }

    /** Asks each authority whether its list is due: the schedule, and whatever another replica revoked. */
    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        if (!started) {
            return;
        }
        for (CertificateAuthority authority : hierarchy.authorities()) {
            if (isDue(authority)) {
                turn(authority.id()).ask();
            }
        }
    }

    /** After the commit of a revocation made by this process. */
    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) StatusChanged changed) {
        turn(changed.authority()).ask();
    }

    private CrlTurn turn(AuthorityId authority) {
        return turns.computeIfAbsent(
                authority,
                id -> new CrlTurn(
                        executor,
                        () -> hierarchy.named(id.toString()).map(this::attempt).orElse(false)));
    }

    private boolean isDue(CertificateAuthority authority) {
        try {
            return !ending && custody.isHere(authority.id()) && isDue(authority, lists.newest(authority.id()));
        } catch (RuntimeException e) {
            LOG.warnf("whether the CRL of %s is due cannot be said: %s", authority.id(), e.getMessage());
            return false;
        }
    }

    private boolean isDue(CertificateAuthority authority, Optional<PublishedList> served) {
        if (served.isEmpty()) {
            return true;
        }
        Instant scheduled =
                served.get().thisUpdate().plus(authority.definition().crl().every());
        return !clock.instant().isBefore(scheduled)
                || revocations.newest(authority.id()) > served.get().reach();
    }

    /** One try; false when a list should have been published and was not. */
    private boolean attempt(CertificateAuthority authority) {
        try {
            if (!ending && custody.isHere(authority.id())) {
                publish(authority, JOB);
            }
            return true;
        } catch (RuntimeException e) {
            LOG.errorf(e, "no new CRL of %s; the one before stays served", authority.id());
            meters.counter("muhr.crl.failures", "authority", authority.id().toString())
                    .increment();
            record(authority.id(), e);
            return false;
        }
    }

    private void record(AuthorityId authority, RuntimeException why) {
        try {
            audit.appendAlone(AuditEvent.failure("CRL_FAILED", JOB, Map.of("why", String.valueOf(why.getMessage())))
                    .withAuthority(authority.toString()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "the failure of the CRL of %s is not on record", authority);
        }
    }
}
