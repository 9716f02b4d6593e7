package pk.muhr.revocation.observer;

import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.vertx.http.HttpServerStart;

/** While the program starts nobody can reach it, and that is nothing to say of its addresses: rounds wait for its port. */
@Singleton
class PortClosed implements Scheduled.SkipPredicate {

    private final AtomicBoolean open = new AtomicBoolean();

    void opened(@ObservesAsync HttpServerStart event) {
        open.set(true);
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return !open.get();
    }
}
