package pk.muhr.evidence.outside;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.LogConfiguration;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;

/** Puts the last checkpoint to addresses of others by {@code PUT}, again until each took it. */
@ApplicationScoped
class CheckpointAddresses {

    private final Checkpoints checkpoints;
    private final Sender sender;
    private final ScheduledExecutorService executor;
    private final Map<URI, Standing> standings = new LinkedHashMap<>();
    private final Map<URI, String> taken = new ConcurrentHashMap<>();

    CheckpointAddresses(
            Checkpoints checkpoints,
            LogConfiguration configuration,
            Sender sender,
            ScheduledExecutorService executor,
            Clock clock) {
        this.checkpoints = checkpoints;
        this.sender = sender;
        this.executor = executor;
        configuration
                .placeUrls()
                .orElse(List.of())
                .forEach(address -> standings.put(
                        Sender.checked("muhr.log.place-urls", address), new Standing(address.toString(), clock)));
    }

    @DoneBy(ProcessRole.AUTHORITY)
    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void put() {
        standings.forEach((address, standing) -> standing.turn(executor, () -> put(address)));
    }

    private Optional<String> put(URI address) throws IOException {
        Optional<String> note =
                checkpoints.newest().map(SignedNote::encoded).filter(newest -> !newest.equals(taken.get(address)));
        if (note.isEmpty()) {
            return Optional.empty();
        }
        int status = sender.send("PUT", address, note.get()).status();
        if (status / 100 != 2) {
            return Optional.of("it answered " + status);
        }
        taken.put(address, note.get());
        return Optional.empty();
    }

    /** How each address stands. */
    List<Standing> standings() {
        return List.copyOf(standings.values());
    }
}
