package pk.muhr.evidence.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.LogConfiguration;
import pk.muhr.audit.log.SignedNote;

/**
 * Where checkpoints are kept beside the database, so that what becomes of the database can be held against them: a
 * directory, as a rule on a volume that the operators of the database cannot write to. It has the last one as
 * {@code checkpoint}, and the last one of each day under that day's name. The directory is not made here: a volume that is
 * not mounted must not look like one on which nothing was kept yet.
 */
@ApplicationScoped
class LogPlaces {

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final String CURRENT = "checkpoint";

    private final Checkpoints checkpoints;
    private final Optional<Path> directory;
    private final Clock clock;
    private Instant last = Instant.EPOCH;
    private String kept = "";

    @Inject
    LogPlaces(Checkpoints checkpoints, LogConfiguration configuration, Clock clock) {
        this(checkpoints, configuration.directory(), clock);
    }

    LogPlaces(Checkpoints checkpoints, Optional<Path> directory, Clock clock) {
        this.checkpoints = checkpoints;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Keeps the last checkpoint outside, unless it lies there; every two seconds at most. The database must extend what
     * lies there now.
     */
    synchronized void keep() {
        if (Duration.between(last, clock.instant()).compareTo(PAUSE) >= 0) {
            keepNow();
        }
    }

    /** The same, at once. */
    synchronized void keepNow() {
        Instant now = clock.instant();
        directory.ifPresent(place -> checkpoints
                .newest()
                .map(SignedNote::encoded)
                .filter(note -> !note.equals(kept))
                .ifPresent(note -> {
                    write(place, LocalDate.ofInstant(now, ZoneOffset.UTC).toString(), note);
                    write(place, CURRENT, note);
                    kept = note;
                }));
        last = now;
    }

    /** Whole or not at all, whoever else writes there and whenever the power goes. */
    private static void write(Path place, String name, String note) {
        try {
            Path part = Files.createTempFile(place, "." + name, ".part");
            Files.writeString(part, note, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(part, place.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel entries = FileChannel.open(place, StandardOpenOption.READ)) {
                entries.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint could not be kept in " + place, e);
        }
    }

    /** Where the last one lies, when there is a place for it. */
    Optional<Path> current() {
        return directory.map(place -> place.resolve(CURRENT));
    }

    /**
     * The last checkpoint that lies outside, as it lies there; nothing where none lies.
     *
     * @throws UncheckedIOException when that cannot be said
     */
    Optional<String> newest() {
        return current().flatMap(file -> {
            try {
                return Optional.of(Files.readString(file));
            } catch (NoSuchFileException _) {
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
