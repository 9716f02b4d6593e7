package pk.muhr.evidence.outside;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.LogConfiguration;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.evidence.outside.CrossStamps.CrossStamp;
import pk.muhr.revocation.ReplicaLock;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.timestamp.AskedTimeStamp;
import pk.muhr.timestamp.FlawedTimeStamp;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;

/**
 * Has another authority time-stamp a checkpoint once a day, where one is configured; one replica at a time. What it answers is
 * verified before it is kept, and until it answers well everything else goes on.
 */
@ApplicationScoped
class CrossStamping {

    private static final String URL = "muhr.log.stamp-url";
    private static final String ISSUERS = "muhr.log.stamp-issuers";

    /** How far its time may be from ours; an authority with another clock is none that proves anything. */
    private static final Duration APART = Duration.ofMinutes(1);

    private final Checkpoints checkpoints;
    private final CrossStamps stamps;
    private final Sender sender;
    private final ReplicaLock lock;
    private final SecureRandom random;
    private final Clock clock;
    private final Optional<URI> address;
    private final List<Certificate> issuers;
    private final Optional<Standing> standing;
    private volatile Optional<String> trouble = Optional.empty();

    CrossStamping(
            Checkpoints checkpoints,
            CrossStamps stamps,
            LogConfiguration configuration,
            Sender sender,
            ReplicaLock lock,
            SecureRandom random,
            Clock clock) {
        this.checkpoints = checkpoints;
        this.stamps = stamps;
        this.sender = sender;
        this.lock = lock;
        this.random = random;
        this.clock = clock;
        this.address = configuration.stampUrl().map(url -> Sender.checked(URL, url));
        this.issuers = configuration.stampIssuers().map(CrossStamping::read).orElse(List.of());
        this.standing = address.map(url -> new Standing("time-stamp " + url, clock));
        if (address.isPresent() == issuers.isEmpty()) {
            throw new IllegalStateException(URL + " and " + ISSUERS + " belong together: say both, or neither");
        }
    }

    private static List<Certificate> read(java.nio.file.Path file) {
        try {
            return StampIssuers.of(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    ISSUERS + "=" + file
                            + " must be a file of certificates in PEM, of those who certified the units of " + URL
                            + ": " + e.getMessage(),
                    e);
        }
    }

    @DoneBy(ProcessRole.AUTHORITY)
    @Scheduled(every = "1m", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    void work() {
        standing.ifPresent(each -> each.work(() -> {
            lock.whileHeld("log stamp", this::stampToday);
            return today().isPresent()
                    ? Optional.empty()
                    : Optional.of(trouble.orElse("another replica is at it, or nothing is signed yet"));
        }));
    }

    private Optional<CrossStamp> today() {
        return stamps.of(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /** A crash before the record leaves a token that nobody kept; the next turn asks again. */
    private void stampToday() {
        trouble = Optional.empty();
        Optional<SignedNote> note = checkpoints.last().map(Checkpoints.Signed::note);
        if (note.isPresent() && today().isEmpty()) {
            try {
                stamp(note.get());
            } catch (IOException | FlawedTimeStamp e) {
                trouble = Optional.of(String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * Has it stamped and keeps that.
     *
     * @throws IOException when nothing that could be a token came in time
     * @throws FlawedTimeStamp when what came proves nothing
     */
    void stamp(SignedNote note) throws IOException {
        byte[] octets = note.encoded().getBytes(StandardCharsets.UTF_8);
        AskedTimeStamp asked = AskedTimeStamp.over(Sha256.of(octets), random);
        Instant before = clock.instant();
        Der reply = sender.stamp(address.orElseThrow(), asked.request());
        Instant at = asked.time(reply, issuers);
        Instant after = clock.instant();
        if (at.isBefore(before.minus(APART)) || at.isAfter(after.plus(APART))) {
            throw new IOException("it says " + at + ", which is not now");
        }
        stamps.add(new CrossStamp(
                LocalDate.ofInstant(after, ZoneOffset.UTC),
                Checkpoint.of(note.text()).orElseThrow().head().size(),
                note.encoded(),
                reply,
                StampIssuers.text(issuers),
                address.get().toString(),
                at));
    }

    /** How it stands, where one is configured. */
    Optional<Standing> standing() {
        return standing;
    }

    /** Whether yesterday's or today's is there, or none is wanted. */
    boolean isCurrent() {
        LocalDate yesterday =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        return standing.isEmpty()
                || stamps.last().filter(last -> !last.day().isBefore(yesterday)).isPresent();
    }
}
