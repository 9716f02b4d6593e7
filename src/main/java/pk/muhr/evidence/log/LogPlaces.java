package pk.muhr.evidence.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.LogConfiguration;
import pk.muhr.audit.log.OutsideFile;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.revocation.crl.KeptLists;
import pk.muhr.x509.Content;

/**
 * What is kept beside the database, so that what becomes of the database can be held against it and mended from it: a
 * directory, as a rule on a volume that the operators of the database cannot write to. It has the last checkpoint as
 * {@code checkpoint}, and the last one of each day under that day's name; the log's entries below {@code tile/}; and the CRLs
 * that are served below {@code crl/}. The directory is not made here: a volume that is not mounted must not look like one on
 * which nothing was kept yet.
 */
@ApplicationScoped
class LogPlaces {

    private static final Duration PAUSE = Duration.ofSeconds(2);
    static final String CURRENT = "checkpoint";

    private final Checkpoints checkpoints;
    private final KeptEntries entries;
    private final KeptLists lists;
    private final Optional<Path> directory;
    private final Clock clock;
    private Instant last = Instant.EPOCH;
    private String kept = "";

    @Inject
    LogPlaces(
            Checkpoints checkpoints,
            KeptEntries entries,
            KeptLists lists,
            LogConfiguration configuration,
            Clock clock) {
        this(checkpoints, entries, lists, configuration.directory(), clock);
    }

    LogPlaces(Checkpoints checkpoints, KeptEntries entries, KeptLists lists, Optional<Path> directory, Clock clock) {
        this.checkpoints = checkpoints;
        this.entries = entries;
        this.lists = lists;
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

    /** The same, at once. The checkpoint comes last: all that it speaks of lies there then. */
    synchronized void keepNow() {
        Instant now = clock.instant();
        directory.ifPresent(place -> {
            lists.keep(place);
            checkpoints
                    .newest()
                    .filter(note -> !note.encoded().equals(kept))
                    .ifPresent(note ->
                            keep(place, LocalDate.ofInstant(now, ZoneOffset.UTC).toString(), note));
        });
        last = now;
    }

    private void keep(Path place, String day, SignedNote note) {
        entries.keep(
                place, newest().flatMap(SignedNote::of).map(LogPlaces::size).orElse(0L), size(note));
        Content text = out -> out.write(note.encoded().getBytes(StandardCharsets.UTF_8));
        OutsideFile.write(place, day, text);
        OutsideFile.write(place, CURRENT, text);
        kept = note.encoded();
    }

    private static long size(SignedNote note) {
        return Checkpoint.of(note.text()).orElseThrow().head().size();
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
