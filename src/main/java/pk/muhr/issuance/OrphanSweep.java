package pk.muhr.issuance;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;

import pk.muhr.audit.Actor;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;

/**
 * Gives up intents whose signer died. Safe on any number of replicas and in any number of runs: the first outcome
 * stands, and revoking a serial twice changes nothing.
 */
@ApplicationScoped
public class OrphanSweep {

    private static final Logger LOG = Logger.getLogger(OrphanSweep.class);
    private static final Actor SWEEP = Actor.system("sweep");
    private static final int BATCH = 500;

    private final Intents intents;
    private final Outcomes outcomes;

    OrphanSweep(Intents intents, Outcomes outcomes) {
        this.intents = intents;
        this.outcomes = outcomes;
    }

    /** Orphans and revokes everything past its lease; a crash between two intents leaves the rest for the next run. */
    @DoneBy(ProcessRole.AUTHORITY)
    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void sweep() {
        List<Intent> abandoned;
        boolean whole;
        do {
            abandoned = intents.abandoned(BATCH);
            whole = abandoned.stream().filter(intent -> !given(intent)).count() == 0;
        } while (whole && abandoned.size() == BATCH);
    }

    /** One that cannot be given up now does not keep the others from it; it comes again in the next run. */
    private boolean given(Intent intent) {
        try {
            outcomes.orphaned(intent, SWEEP);
            return true;
        } catch (RuntimeException e) {
            LOG.errorf(e, "the intent %s could not be given up", intent.id());
            return false;
        }
    }
}
