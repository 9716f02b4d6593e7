package pk.muhr.revocation.ocsp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import pk.muhr.revocation.CertificateStatus;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.revocation.StatusChanges;
import pk.muhr.revocation.StatusesSeen;
import pk.muhr.revocation.StatusesSeen.Numbered;

/**
 * What the database said of certificates that are asked about often, for answers that cannot be repeated. It goes by the
 * same rules as {@link PremadeAnswers}: dropped when something changes, and not used while changes may be missed. A
 * number that is unknown may be used at any moment and is never kept.
 */
@ApplicationScoped
class StatusMemory {

    /** Among the observers of changes; answers are dropped after the statuses that they were made of. */
    static final int FIRST = 100;

    private static final int MOST = 100_000;

    /** However often it is asked for: no mistake of memory lasts. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Function<Numbered, CertificateStatus> statuses;
    private final Look changes;
    private final Clock clock;
    private volatile long moves;
    private final Cache<Numbered, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(LONGEST)
            .executor(Runnable::run)
            .build();

    @Inject
    StatusMemory(CertificateStatuses statuses, StatusChanges changes, Clock clock) {
        this(
                certificate -> statuses.of(certificate.issuerKey(), certificate.serial()),
                new Look(changes::isConfirmed, changes::confirmedAt, changes::rightAt),
                clock);
    }

    StatusMemory(Function<Numbered, CertificateStatus> statuses, Look changes, Clock clock) {
        this.statuses = statuses;
        this.changes = changes;
        this.clock = clock;
    }

    /** What {@link StatusChanges} says of its last look. */
    record Look(BooleanSupplier confirmed, Supplier<Instant> confirmedAt, UnaryOperator<Instant> rightAt) {}

    /** A status and the last moment at which it is known to have been right. */
    record Known(CertificateStatus status, Instant at) {}

    /** The status out of memory, which asks nobody and waits for nothing. */
    Optional<Known> find(Numbered certificate) {
        Instant confirmed = changes.confirmedAt().get(); // first: what is taken after it was right then
        Known kept = known.getIfPresent(certificate);
        if (kept == null || !changes.confirmed().getAsBoolean()) {
            return Optional.empty();
        }
        return Optional.of(confirmed.isAfter(kept.at()) ? new Known(kept.status(), confirmed) : kept);
    }

    /** The status out of memory, or else out of the database. */
    Known of(Numbered certificate) {
        return find(certificate).orElseGet(() -> read(certificate));
    }

    private Known read(Numbered certificate) {
        long before = moves;
        Instant at = changes.rightAt().apply(clock.instant());
        Known read = new Known(statuses.apply(certificate), at);
        if (!(read.status() instanceof CertificateStatus.Unknown)) {
            keep(certificate, read, before);
        }
        return read;
    }

    private synchronized void keep(Numbered certificate, Known read, long before) {
        if (moves == before) {
            known.put(certificate, read);
        }
    }

    /** Before any answer made with what was so can count as made afterwards. */
    synchronized void changed(@Observes @Priority(FIRST) StatusesSeen seen) {
        moves++;
        if (seen.others()) {
            known.invalidateAll();
        } else {
            known.invalidateAll(seen.certificates());
        }
    }
}
