package pk.muhr.revocation.ocsp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.configuration.MemorySize;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.revocation.StatusChanges;
import pk.muhr.revocation.StatusesSeen;
import pk.muhr.x509.Der;

/**
 * Answers that are repeated, by the very bytes of the request (architecture, section 4, stop 0; RFC 6960 §2.5). Made when
 * first asked for and kept until the policy's {@code refreshAfter} has passed or something changed: the status of the
 * certificate, in whichever process, or the responder. While {@link StatusChanges} cannot say that nothing did, nothing
 * is repeated.
 */
@ApplicationScoped
class PremadeAnswers {

    /** What an entry takes besides its bytes. */
    private static final int OVERHEAD = 400;

    /** In tenths of its life: from then on an answer that was asked for is made anew. */
    private static final int DUE = 9;

    private final Clock clock;
    private final BooleanSupplier confirmed;
    private final LongSupplier reach;
    private final Cache<Der, Premade> byRequest;
    private final AtomicLong moves = new AtomicLong();

    /** What was known of the world before a status was read. */
    record Beginning(Instant at, long moves, long reach) {}

    /** An answer with what repeating it needs. */
    static final class Premade {

        private final OcspRecords.Answered answered;
        private final Beginning beginning;
        private final BooleanSupplier signerStands;
        private volatile boolean asked;

        /** @param signerStands whether who signed it still answers for the authority */
        Premade(OcspRecords.Answered answered, Beginning beginning, BooleanSupplier signerStands) {
            this.answered = answered;
            this.beginning = beginning;
            this.signerStands = signerStands;
        }

        OcspAnswer answer() {
            return answered.answer();
        }

        /** What it says, in the words of {@link OcspCounters}. */
        List<String> statuses() {
            return List.of(answered.status());
        }

        /** A clock that was set back counts as one that moved on. */
        private boolean holdsAt(Instant now) {
            OcspAnswer.Freshness freshness = answer().freshness().orElseThrow();
            return !now.isBefore(beginning.at())
                    && now.isBefore(freshness.thisUpdate().plus(freshness.keep()))
                    && now.isBefore(freshness.nextUpdate())
                    && signerStands.getAsBoolean();
        }

        private boolean isDueAt(Instant now) {
            OcspAnswer.Freshness freshness = answer().freshness().orElseThrow();
            Duration young = freshness.keep().multipliedBy(DUE).dividedBy(10);
            return asked && !now.isBefore(freshness.thisUpdate().plus(young));
        }
    }

    @Inject
    PremadeAnswers(
            Clock clock,
            StatusChanges changes,
            @ConfigProperty(name = "muhr.ocsp.memory", defaultValue = "64M") MemorySize memory) {
        this(clock, changes::isConfirmed, changes::reach, memory.asLongValue());
    }

    PremadeAnswers(Clock clock, BooleanSupplier confirmed, LongSupplier reach, long bytes) {
        this.clock = clock;
        this.confirmed = confirmed;
        this.reach = reach;
        this.byRequest = Caffeine.newBuilder()
                .executor(Runnable::run) // what is too much goes before anything else happens
                .maximumWeight(bytes)
                .weigher((Der request, Premade made) ->
                        request.length() + made.answer().der().length() + OVERHEAD)
                .build();
    }

    /** To be asked before a status is read. */
    Beginning begin() {
        return new Beginning(clock.instant(), moves.get(), reach.getAsLong());
    }

    /** The answer to this very request, if it is still right. */
    Optional<Premade> find(Der request) {
        Premade made = byRequest.getIfPresent(request);
        if (made == null || !confirmed.getAsBoolean()) {
            return Optional.empty();
        }
        if (!made.holdsAt(clock.instant())) {
            byRequest.asMap().remove(request, made);
            return Optional.empty();
        }
        if (!made.asked) {
            made.asked = true;
        }
        return Optional.of(made);
    }

    /** Keeps an answer, unless anything changed since it was begun: that may have been its own certificate. */
    void keep(Der request, Premade made) {
        byRequest.put(request, made);
        if (made.beginning.moves() != moves.get()) {
            byRequest.asMap().remove(request, made);
        }
    }

    /** The requests whose answers age and were asked for since they were made; what holds no more goes. */
    List<Der> due() {
        Instant now = clock.instant();
        byRequest.asMap().values().removeIf(made -> !made.holdsAt(now));
        return byRequest.asMap().entrySet().stream()
                .filter(entry -> entry.getValue().isDueAt(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Before the change counts as told: nobody is given what was so before. */
    void changed(@Observes StatusesSeen seen) {
        moves.incrementAndGet();
        if (seen.others()) {
            byRequest.invalidateAll();
        } else {
            byRequest.asMap().values().removeIf(made -> seen.certificates().contains(made.answered.certificate()));
        }
    }
}
