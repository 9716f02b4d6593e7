package pk.muhr.revocation.ocsp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

import pk.muhr.revocation.StatusChanged;
import pk.muhr.x509.Der;

/**
 * Answers that were just given, by the very bytes of the request (architecture, section 4, stop 0). Only answers that
 * others may keep too are taken: {@code good} and {@code revoked}, without a nonce.
 *
 * <p>A revocation made by this replica drops them all at its commit. Of another replica's nothing has to arrive here:
 * after two seconds the status is read anew, well within the five that invariant I12 allows. Both count from before the
 * status was read, so an answer that was under way while something changed is never repeated.
 */
@ApplicationScoped
class RecentAnswers {

    static final Duration REPEATED = Duration.ofSeconds(2);
    static final int MOST = 8192;
    static final int LONGEST_REQUEST = 512;

    private final Clock clock;
    private final Map<Der, Recent> byRequest = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    /** What was known of the world when an answer began. */
    record Beginning(Instant at, long changes) {}

    /**
     * An answer with what repeating it needs.
     *
     * @param statuses what it says, in the words of {@link OcspCounters}
     * @param signerStands whether who signed it still answers for the authority
     */
    record Recent(OcspAnswer answer, List<String> statuses, Beginning beginning, BooleanSupplier signerStands) {

        Recent {
            statuses = List.copyOf(statuses);
        }

        /** A clock that was set back counts as one that moved on. */
        private boolean isRecent(Instant now) {
            return !now.isBefore(beginning.at())
                    && now.isBefore(beginning.at().plus(REPEATED))
                    && answer.freshness()
                            .filter(f -> now.isBefore(f.nextUpdate()))
                            .isPresent();
        }
    }

    RecentAnswers(Clock clock) {
        this.clock = clock;
    }

    /** To be asked before a status is read. */
    Beginning begin() {
        return new Beginning(clock.instant(), changes.get());
    }

    /** The answer that this very request got a moment ago, if it is still right. */
    Optional<Recent> find(Der request) {
        Recent recent = byRequest.get(request);
        if (recent == null) {
            return Optional.empty();
        }
        if (recent.beginning().changes() != changes.get()
                || !recent.isRecent(clock.instant())
                || !recent.signerStands().getAsBoolean()) {
            byRequest.remove(request, recent);
            return Optional.empty();
        }
        return Optional.of(recent);
    }

    /** Keeps an answer that others may keep. When there are too many, all go; they would have gone in two seconds. */
    void keep(Der request, Recent recent) {
        if (request.length() > LONGEST_REQUEST || recent.answer().freshness().isEmpty()) {
            return;
        }
        if (byRequest.size() >= MOST) {
            byRequest.clear();
        }
        byRequest.put(request, recent);
    }

    /** After the commit; who asks from now on must not be told what was so before. */
    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) StatusChanged changed) {
        changes.incrementAndGet();
        byRequest.clear();
    }
}
