package pk.muhr.evidence.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import pk.muhr.audit.log.CheckpointSigner;
import pk.muhr.audit.log.LogEntries;
import pk.muhr.revocation.ReplicaLock;
import pk.muhr.revocation.ocsp.ResponderRenewal;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.Hold;
import pk.muhr.safety.ProcessRole;

/**
 * Gives records their places in the log and signs the tree, so that a record is in a signed checkpoint within two seconds
 * of its commit. What fails is tried again: records wait in their table, and nothing is lost by waiting.
 */
@ApplicationScoped
public class LogKeeping {

    private static final Logger LOG = Logger.getLogger(LogKeeping.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int MOST = 4096;
    private static final int AFTER_THE_OTHERS = 100;

    private final LogEntries entries;
    private final CheckpointSigner signer;
    private final LogPlaces places;
    private final Continuity continuity;
    private final Hold hold;
    private final ReplicaLock lock;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private volatile boolean started;
    private volatile Instant current;
    private boolean failing;

    LogKeeping(
            LogEntries entries,
            CheckpointSigner signer,
            LogPlaces places,
            Continuity continuity,
            Hold hold,
            ReplicaLock lock,
            ScheduledExecutorService executor,
            Clock clock) {
        this.entries = entries;
        this.signer = signer;
        this.places = places;
        this.continuity = continuity;
        this.hold = hold;
        this.lock = lock;
        this.executor = executor;
        this.clock = clock;
        this.current = clock.instant();
    }

    @DoneBy(ProcessRole.AUTHORITY)
    void start(@Observes @Priority(ResponderRenewal.AFTER_OPENING) StartupEvent event) {
        started = true;
        keep(places::keep);
        executor.scheduleWithFixedDelay(
                () -> keep(places::keep), PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Once more when the others have written their last, so that all of an orderly end is outside. */
    void end(@Observes @Priority(AFTER_THE_OTHERS) ShutdownEvent event) {
        keep(places::keepNow);
        started = false;
    }

    private synchronized void keep(Runnable outside) {
        if (!started) {
            return;
        }
        Instant begin = clock.instant();
        try {
            continuity.require(); // or an older tree would be gone on with
            if (hold.isHeld()) {
                return;
            }
            catchUp();
            outside.run();
            if (entries.isSequencedUntil(begin)) {
                current = begin;
            }
            failing = false;
        } catch (RuntimeException e) { // or it would not be called again
            if (!failing) {
                LOG.error("the audit log waits; it is tried again, and goes on where it stopped", e);
            }
            failing = true;
        }
    }

    /** When all records of that moment were last in a signed checkpoint, and it outside. */
    Instant current() {
        return current;
    }

    private void catchUp() {
        int added;
        do {
            added = entries.sequence(MOST);
        } while (added == MOST && started);
        if (signer.lacksKey()) {
            lock.whileHeld("log key", signer::requireKey);
        }
        signer.signNewest();
    }
}
