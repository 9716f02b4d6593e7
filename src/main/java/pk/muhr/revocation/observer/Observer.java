package pk.muhr.revocation.observer;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.ListParts;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.revocation.ReplicaLock;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;

/**
 * Does the rounds of the public addresses. A round looks at everything once, several at a time; what looks wrong is
 * looked at twice before it is said. Whole rounds of one replica never overlap with each other nor with another's.
 */
@ApplicationScoped
public class Observer {

    private static final Logger LOG = Logger.getLogger(Observer.class);
    private static final int AT_ONCE = 16;

    private final Looks looks;
    private final PublicAddress network;
    private final Observations observations;
    private final ReplicaLock lock;
    private final MeterRegistry meters;
    private final MultiGauge broken;
    private final Timer rounds;
    private volatile long lastLook = System.nanoTime();
    private volatile boolean ending;

    Observer(
            Hierarchy hierarchy,
            ListParts parts,
            CertificateStatuses statuses,
            Expectations expectations,
            Observations observations,
            ReplicaLock lock,
            ObserverConfiguration configuration,
            Vertx vertx,
            MeterRegistry meters,
            Clock clock,
            SecureRandom random) {
        this.network =
                new PublicAddress(vertx, configuration.hosts(), configuration.patience(), configuration.deadline());
        this.looks = new Looks(hierarchy, parts, statuses, expectations, network, configuration.lag(), clock, random);
        this.observations = observations;
        this.lock = lock;
        this.meters = meters;
        this.broken = MultiGauge.builder("muhr.observer.broken")
                .description("1 for what looks wrong at our public addresses")
                .register(meters);
        this.rounds = meters.timer("muhr.observer.round");
    }

    /** What is under way now has nowhere to be recorded any more. */
    void end(@Observes @Priority(1) ShutdownEvent event) {
        ending = true;
    }

    /** One round, unless another replica is at it. */
    @DoneBy(ProcessRole.AUTHORITY)
    @Scheduled(
            every = "{muhr.observer.every}",
            delayed = "10s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = PortClosed.class)
    public void look() {
        lock.whileHeld("observer", () -> rounds.record(this::round));
        lastLook = System.nanoTime();
    }

    /** How long ago this process last did a round, or left one to another replica; since its start where it did none. */
    Duration sinceLastLook() {
        return Duration.ofNanos(System.nanoTime() - lastLook);
    }

    /** Threads of its own, which may wait for the network. */
    private void round() {
        List<Seen> seen = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            for (var result : threads.invokeAll(looks.all().stream()
                    .map(look -> (java.util.concurrent.Callable<Seen>) () -> seen(look))
                    .toList())) {
                seen.add(result.resultNow());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        broken.register(
                seen.stream()
                        .map(one -> MultiGauge.Row.of(
                                Tags.of("subject", one.look().subject()),
                                one.wrong().isPresent() ? 1 : 0))
                        .toList(),
                true);
    }

    /** What a look showed; nothing is wrong where {@code wrong} is absent. */
    private record Seen(Look look, Optional<Broken> wrong) {}

    /** On record at once: other looks of the round may have to wait for their addresses. */
    private Seen seen(Look look) {
        Seen seen = new Seen(look, attempt(look).flatMap(_ -> attempt(look)));
        try {
            record(seen);
        } catch (RuntimeException e) {
            if (!ending) {
                LOG.errorf(e, "what %s showed is not on record", look.subject());
            }
        }
        return seen;
    }

    private Optional<Broken> attempt(Look look) {
        Timer.Sample timing = Timer.start(meters);
        try {
            look.check().run();
            timing.stop(
                    meters.timer("muhr.observer.answer", "kind", look.subject().replaceAll(" .*", "")));
            return Optional.empty();
        } catch (Broken e) {
            return Optional.of(e);
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s could not be judged", look.subject());
            return Optional.of(Broken.by("cannot be judged", e));
        }
    }

    private void record(Seen seen) {
        seen.wrong()
                .ifPresent(why -> LOG.errorf(
                        "%s (%s) %s", seen.look().subject(), seen.look().address(), why.getMessage()));
        if (observations.seen(seen.look().subject(), seen.look().address(), seen.wrong())) {
            LOG.infof(
                    "%s (%s) is right again", seen.look().subject(), seen.look().address());
        }
    }

    @PreDestroy
    void close() {
        network.close();
    }
}
