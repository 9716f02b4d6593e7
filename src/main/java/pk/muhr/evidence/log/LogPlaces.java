package pk.muhr.evidence.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
 * {@code checkpoint}, and the last one of each day under that day's name.
 */
@ApplicationScoped
class LogPlaces {

    private static final Duration PAUSE = Duration.ofSeconds(2);

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

    /** Keeps the last checkpoint outside, unless it lies there; every two seconds at most. */
    synchronized void keep() {
        if (Duration.between(last, clock.instant()).compareTo(PAUSE) >= 0) {
            keepNow();
        }
    }

    /** The same, at once. */
    synchronized void keepNow() {
        Instant now = clock.instant();
        last = now;
        if (directory.isEmpty()) {
            return;
        }
        checkpoints
                .newest()
                .map(SignedNote::encoded)
                .filter(note -> !note.equals(kept))
                .ifPresent(note -> {
                    try {
                        Files.createDirectories(directory.get());
                        write(
                                directory
                                        .get()
                                        .resolve(LocalDate.ofInstant(now, ZoneOffset.UTC)
                                                .toString()),
                                note);
                        write(current(directory.get()), note);
                        kept = note;
                    } catch (IOException e) {
                        throw new UncheckedIOException("the checkpoint could not be kept in " + directory.get(), e);
                    }
                });
    }

    /** Whole or not at all. */
    private static void write(Path file, String note) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, note);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Where the last one lies, when there is a place for it. */
    Optional<Path> current() {
        return directory.map(LogPlaces::current);
    }

    private static Path current(Path directory) {
        return directory.resolve("checkpoint");
    }

    /**
     * The last checkpoint that lies outside, as it lies there; nothing where none was ever kept.
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
