package pk.muhr.evidence.retention;

import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;
import pk.muhr.revocation.ocsp.ResponderRenewal;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;

/**
 * Sees to it that this month of audit records and the next three have their partitions. Where that fails for long, records
 * go to the partition of those without a month, and nothing is lost but its order.
 */
@ApplicationScoped
class RecordMonths {

    private static final Logger LOG = Logger.getLogger(RecordMonths.class);

    private static final String AHEAD = "select audit_months_ahead()";

    private final AgroalDataSource store;

    RecordMonths(AgroalDataSource store) {
        this.store = store;
    }

    @DoneBy(ProcessRole.AUTHORITY)
    void start(@Observes @Priority(ResponderRenewal.AFTER_OPENING) StartupEvent event) {
        look();
    }

    @DoneBy(ProcessRole.AUTHORITY)
    @Scheduled(every = "24h", delayed = "24h", concurrentExecution = ConcurrentExecution.SKIP)
    void lookAgain() {
        look();
    }

    private void look() {
        try {
            StoreRows.read(store, AHEAD, List.of(), row -> row.getInt(1)).stream()
                    .filter(made -> made > 0)
                    .forEach(made -> LOG.infof("%d months of audit records got their partitions", made));
        } catch (StoreFailed e) { // somebody reads for long; there are months left until it matters
            LOG.warn("the months of audit records ahead have no partitions yet; it is tried again tomorrow", e);
        }
    }
}
