package pk.muhr.evidence.outside;

import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import pk.muhr.safety.DoneBy;
import pk.muhr.safety.Hold;
import pk.muhr.safety.ProcessRole;

/**
 * Has the last checkpoint signed by every witness, each in its own time, and holds this process when one of them signed a
 * tree that the database does not have (invariant I16). At the start they are asked before anything is signed; one that is
 * away then keeps nobody from starting.
 */
@ApplicationScoped
class Witnessing {

    /** Before the installation is opened, which may sign, and after the look at what is kept in the directory. */
    private static final int BEFORE_OPENING = 60;

    private static final Logger LOG = Logger.getLogger(Witnessing.class);

    private final Submissions submissions;
    private final Hold hold;
    private final ScheduledExecutorService executor;
    private final Map<KnownWitness, Standing> standings = new LinkedHashMap<>();

    Witnessing(
            KnownWitnesses witnesses,
            Submissions submissions,
            Hold hold,
            ScheduledExecutorService executor,
            Clock clock) {
        this.submissions = submissions;
        this.hold = hold;
        this.executor = executor;
        witnesses.all().forEach(witness -> standings.put(witness, new Standing("witness " + witness.name(), clock)));
    }

    /** One request to a witness. */
    private interface Asking {
        Submissions.Outcome of(KnownWitness witness) throws IOException;
    }

    @DoneBy(ProcessRole.AUTHORITY)
    void ask(@Observes @Priority(BEFORE_OPENING) StartupEvent event) {
        if (hold.isHeld()) {
            return;
        }
        CompletableFuture<?>[] all = standings.entrySet().stream()
                .map(each -> CompletableFuture.runAsync(
                        () -> each.getValue().work(() -> failure(submissions::ask, each.getKey())), executor))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();
    }

    @DoneBy(ProcessRole.AUTHORITY)
    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void submit() {
        standings.forEach((witness, standing) -> standing.turn(executor, () -> failure(submissions::submit, witness)));
    }

    private Optional<String> failure(Asking asking, KnownWitness witness) throws IOException {
        return switch (asking.of(witness)) {
            case Submissions.Outcome.Current _ -> Optional.empty();
            case Submissions.Outcome.Failed failed -> Optional.of(failed.why());
            case Submissions.Outcome.OtherTree other -> {
                if (!hold.isHeld()) {
                    LOG.errorf(
                            "HOLD: %s. Nothing is signed until this program starts on a database that goes on from there",
                            other.why());
                    hold.begin(other.why());
                }
                yield Optional.of(other.why());
            }
        };
    }

    /** How each witness stands. */
    List<Standing> standings() {
        return List.copyOf(standings.values());
    }
}
