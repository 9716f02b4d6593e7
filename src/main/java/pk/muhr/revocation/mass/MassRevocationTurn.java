package pk.muhr.revocation.mass;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;

/** Works off orders, batch after batch. Safe on any number of replicas: batches of one order wait for each other. */
@ApplicationScoped
class MassRevocationTurn {

    private static final Logger LOG = Logger.getLogger(MassRevocationTurn.class);
    private static final int MOST = 20;

    private final MassRevocations orders;

    MassRevocationTurn(MassRevocations orders) {
        this.orders = orders;
    }

    /** One order's failure does not stop the others; it comes again in the next turn. */
    @DoneBy(ProcessRole.AUTHORITY)
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void work() {
        for (MassRevocation order : orders.running(MOST)) {
            try {
                while (orders.carryOn(order.id())) {
                    // each batch is a transaction of its own
                }
            } catch (RuntimeException e) {
                LOG.errorf(e, "the revocation order %s stops for now", order.id());
            }
        }
    }
}
