package pk.muhr.revocation.crl;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.KeyCustody;
import pk.muhr.policy.Finding;
import pk.muhr.policy.HierarchyPolicy.CrlSchedule;
import pk.muhr.revocation.StatusChanged;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;

/**
 * Makes the next CRL of each scope in time: at the start when there is none, on the policy's schedule, and as soon as
 * something changes in it. Safe on any number of replicas: two that do it at once make two lists, with two numbers.
 */
@ApplicationScoped
public class CrlPublication {

    /** After the installation was opened, which is the observer of the start with the lowest number. */
    public static final int AFTER_OPENING = 500;

    private static final Logger LOG = Logger.getLogger(CrlPublication.class);
    private static final Actor JOB = Actor.system("crl");

    private final Hierarchy hierarchy;
    private final KeyCustody custody;
    private final PublishedLists lists;
    private final NamedParts parts;
    private final CrlMaker maker;
    private final AuditRecords audit;
    private final Clock clock;
    private final MeterRegistry meters;
    private final ScheduledExecutorService executor;
    private final Map<ListScope, CrlTurn> turns = new ConcurrentHashMap<>();
    private final Set<ListScope> wished = ConcurrentHashMap.newKeySet();
    private volatile boolean started;
    private volatile boolean ending;

    CrlPublication(
            Hierarchy hierarchy,
            KeyCustody custody,
            PublishedLists lists,
            NamedParts parts,
            CrlMaker maker,
            AuditRecords audit,
            Clock clock,
            MeterRegistry meters,
            ScheduledExecutorService executor) {
        this.hierarchy = hierarchy;
        this.custody = custody;
        this.lists = lists;
        this.parts = parts;
        this.maker = maker;
        this.audit = audit;
        this.clock = clock;
        this.meters = meters;
        this.executor = executor;
    }

    /** Publishes what is due before the program says that it is ready. What fails is tried again by the schedule. */
    @DoneBy(ProcessRole.AUTHORITY)
    void start(@Observes @Priority(AFTER_OPENING) StartupEvent event) {
        publishDue();
        started = true;
    }

    /** From now on no list is begun, so that none is left half-way when the database goes. */
    void end(@Observes @Priority(1) ShutdownEvent event) {
        ending = true;
    }

    /** Publishes now whatever is due and can be signed here; one scope's failure does not stop the others. */
    public void publishDue() {
        for (CertificateAuthority authority : hierarchy.authorities()) {
            states(authority).forEach(state -> attempt(state.scope()));
        }
    }

    /**
     * Makes the authority's next list of everything now, and those of its parts and of the changes as soon as can be.
     *
     * @throws pk.muhr.ca.AuthorityUnavailable when the token cannot sign; the list before stays served
     */
    public PublishedList publish(CertificateAuthority authority, Actor by) {
        PublishedList whole = maker.make(authority, ListScope.whole(authority.id()), false, by);
        for (ScopeState state : states(authority)) {
            if (!state.scope().isWhole()) {
                wished.add(state.scope());
            }
            turn(state.scope()).ask();
        }
        return whole;
    }

    /** Asks each scope whether a list is due: the schedule, and whatever another replica recorded. */
    @DoneBy(ProcessRole.AUTHORITY)
    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        if (!started) {
            return;
        }
        Instant now = clock.instant();
        for (CertificateAuthority authority : hierarchy.authorities()) {
            CrlSchedule schedule = authority.definition().crl();
            List<ScopeState> states = states(authority);
            for (ScopeState state : states) {
                if (state.completeIsDue(schedule, states.size() > 1, now) || state.deltaIsDue(schedule, now)) {
                    turn(state.scope()).ask();
                }
            }
        }
    }

    /** After the commit of a change made by this process. */
    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) StatusChanged changed) {
        turn(new ListScope(changed.authority(), changed.shard())).ask();
    }

    private CrlTurn turn(ListScope scope) {
        return turns.computeIfAbsent(scope, each -> new CrlTurn(executor, () -> attempt(each)));
    }

    /** How things stand with each scope of an authority, whoever has its key. */
    public List<ScopeState> served(CertificateAuthority authority) {
        return lists.states(authority.id(), parts.last(authority));
    }

    /** The highest number that was drawn in the scope. */
    BigInteger lastNumber(ListScope scope) {
        return lists.lastNumber(scope);
    }

    /** How things stand with each scope of an authority whose key is here. */
    private List<ScopeState> states(CertificateAuthority authority) {
        try {
            return ending || !custody.isHere(authority.id()) ? List.of() : served(authority);
        } catch (RuntimeException e) {
            LOG.warnf("whether CRLs of %s are due cannot be said: %s", authority.id(), e.getMessage());
            return List.of();
        }
    }

    /** One try at what is due in the scope; false when a list should have been published and was not. */
    private boolean attempt(ListScope scope) {
        boolean wish = wished.remove(scope);
        try {
            hierarchy.named(scope.authority().toString()).ifPresent(authority -> makeDue(authority, scope, wish));
            return true;
        } catch (RuntimeException e) {
            if (wish) {
                wished.add(scope);
            }
            LOG.errorf(e, "no new CRL of %s; the one before stays served", scope);
            meters.counter("muhr.crl.failures", "authority", scope.authority().toString())
                    .increment();
            record(scope, e);
            return false;
        }
    }

    private void makeDue(CertificateAuthority authority, ListScope scope, boolean wish) {
        if (ending || !custody.isHere(authority.id())) {
            return;
        }
        CrlSchedule schedule = authority.definition().crl();
        int last = parts.last(authority);
        ScopeState state = lists.state(scope);
        if (wish || state.completeIsDue(schedule, last >= 0, clock.instant())) {
            maker.make(authority, scope, false, JOB);
            state = lists.state(scope);
        }
        if (state.deltaIsDue(schedule, clock.instant())) {
            maker.make(authority, scope, true, JOB);
        }
    }

    private void record(ListScope scope, RuntimeException why) {
        try {
            audit.appendAlone(event(scope, why).withAuthority(scope.authority().toString()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "the failure of the CRL of %s is not on record", scope);
        }
    }

    private AuditEvent event(ListScope scope, RuntimeException why) {
        if (!(why instanceof BrokenList broken)) {
            return AuditEvent.failure(
                    "CRL_FAILED", JOB, Map.of("scope", scope, "why", String.valueOf(why.getMessage())));
        }
        List<String> rules =
                broken.findings().stream().map(Finding::rule).distinct().toList();
        rules.forEach(rule -> meters.counter("muhr.crl.refusals", "rule", rule).increment());
        return AuditEvent.failure(
                "LINT_OBJECTED",
                JOB,
                Map.of(
                        "scope",
                        scope,
                        "rules",
                        rules,
                        "found",
                        broken.findings().toString()));
    }
}
