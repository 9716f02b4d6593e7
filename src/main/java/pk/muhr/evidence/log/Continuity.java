package pk.muhr.evidence.log;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.CheckpointSigner;
import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.LogEntries;
import pk.muhr.audit.log.Proofs;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.audit.log.TreeHead;
import pk.muhr.problem.StoreFailed;
import pk.muhr.revocation.StatusChanges;
import pk.muhr.revocation.crl.KeptLists;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.Hold;
import pk.muhr.safety.ProcessRole;

/**
 * The database must extend the last checkpoint that was kept outside it (invariant I16): at every start, by the hashes of its
 * tree, and then before anything is added to it, by its record of that checkpoint, since a database can be put back under a
 * running process. Where it does not, nothing is signed. What cannot be looked at counts as if it did not; a database that
 * is away for a moment is asked again.
 */
@ApplicationScoped
class Continuity {

    /** Before the installation is opened, which may sign. */
    private static final int BEFORE_OPENING = 50;

    /** A crash right after the first checkpoint may leave none outside; after this long none is missing for that. */
    private static final Duration FIRST = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(Continuity.class);

    private final LogPlaces places;
    private final LogEntries entries;
    private final Checkpoints checkpoints;
    private final CheckpointSigner signer;
    private final KeptLists lists;
    private final Hold hold;
    private final StatusChanges statuses;
    private final Clock clock;
    private final StandbyReach reach = new StandbyReach(System::nanoTime);

    Continuity(
            LogPlaces places,
            LogEntries entries,
            Checkpoints checkpoints,
            CheckpointSigner signer,
            KeptLists lists,
            Hold hold,
            StatusChanges statuses,
            Clock clock) {
        this.places = places;
        this.entries = entries;
        this.checkpoints = checkpoints;
        this.signer = signer;
        this.lists = lists;
        this.hold = hold;
        this.statuses = statuses;
        this.clock = clock;
    }

    /** Whether the database has the tree that a checkpoint speaks of. */
    private interface Comparison {
        boolean isIn(TreeHead checkpoint);
    }

    @DoneBy({ProcessRole.AUTHORITY, ProcessRole.REGISTRATION, ProcessRole.STATUS, ProcessRole.TIMESTAMP})
    void look(@Observes @Priority(BEFORE_OPENING) StartupEvent event) {
        holdIf(broken().or(this::listMissing));
    }

    /** A list is put outside before the checkpoint that its record is in. */
    private Optional<String> listMissing() {
        try {
            return entries.isOnStandby() ? Optional.empty() : lists.missing();
        } catch (RuntimeException e) {
            return Optional.of("the CRLs outside cannot be held against the database: " + e);
        }
    }

    @DoneBy({ProcessRole.REGISTRATION, ProcessRole.STATUS, ProcessRole.TIMESTAMP})
    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void lookAgain() {
        try {
            require();
        } catch (StoreFailed e) {
            LOG.warnf("the database is held against the last checkpoint when it answers again: %s", e.getMessage());
        }
    }

    /**
     * Begins the hold when the database does not extend the last checkpoint any more.
     *
     * @throws StoreFailed while the database is away, which says nothing about what it holds
     */
    void require() {
        holdIf(brokenNow());
    }

    private void holdIf(Optional<String> broken) {
        broken.filter(_ -> !hold.isHeld()).ifPresent(why -> {
            LOG.errorf(
                    "HOLD: %s. Nothing is signed until this program starts on a database that goes on from there", why);
            hold.begin(why);
        });
    }

    /** In what the database does not extend the last checkpoint outside, as a sentence. */
    Optional<String> broken() {
        reach.unknown();
        try {
            return broken(was -> new Proofs(entries).root(was.size()).equals(was.root()));
        } catch (StoreFailed e) {
            return unreadable(e); // a program that starts has signed nothing yet, and starts again
        }
    }

    /**
     * The same by the database's record of that checkpoint, which costs little.
     *
     * @throws StoreFailed while the database is away
     */
    Optional<String> brokenNow() {
        return broken(entries::isHead);
    }

    private Optional<String> broken(Comparison comparison) {
        try {
            if (!entries.isOrderKept()) {
                return Optional.of(
                        "the database counts its transactions anew, as after a restore from a dump, so that no"
                                + " record would get its place in the audit log; restore a physical backup");
            }
            Optional<String> kept = places.newest();
            return kept.isPresent() ? broken(kept.get(), comparison) : nothingKept();
        } catch (StoreFailed e) {
            if (e.isOutage()) {
                throw e;
            }
            return unreadable(e);
        } catch (RuntimeException e) {
            return unreadable(e);
        }
    }

    private Optional<String> unreadable(RuntimeException e) {
        return Optional.of("the database cannot be held against the last checkpoint in " + place() + ": " + e);
    }

    private Optional<String> nothingKept() {
        return places.current()
                .filter(_ -> checkpoints.isOneBefore(clock.instant().minus(FIRST)))
                .map(file -> "no checkpoint lies at " + file
                        + ", though the log was signed long ago: is the volume mounted? To"
                        + " begin there, put the log's last checkpoint (/log/checkpoint) to that place");
    }

    private Optional<String> broken(String kept, Comparison comparison) {
        Optional<Checkpoint> outside = SignedNote.of(kept).flatMap(this::ofThisLog);
        TreeHead is = entries.head();
        long signed = outside.map(checkpoint -> checkpoint.head().size()).orElse(Long.MAX_VALUE);
        boolean waits = is.size() < signed && entries.isOnStandby();
        statuses.lacksRecords(reach.lacks(is.size(), waits ? signed : is.size()));
        if (waits) {
            return Optional.empty(); // it has not replayed all of it yet, or follows an older database
        }
        if (outside.isEmpty()) {
            return Optional.of("the checkpoint in " + place() + " is not signed by a log key of this database: another"
                    + " installation's, or the database is older than its log key");
        }
        TreeHead was = outside.get().head();
        if (is.size() < was.size()) {
            return Optional.of("the database's log has " + is.size() + " records and the checkpoint in " + place()
                    + " has " + was.size() + ": the last " + (was.size() - is.size())
                    + " are missing, so it is an old backup");
        }
        return comparison.isIn(was)
                ? Optional.empty()
                : Optional.of("the first " + was.size()
                        + " leaves of the database's log are not those of the checkpoint in " + place()
                        + ": they were changed");
    }

    private Optional<Checkpoint> ofThisLog(SignedNote note) {
        return signer.verifiers().stream()
                .flatMap(key -> key.checkpoint(note).stream())
                .findFirst();
    }

    private String place() {
        return places.current().map(Object::toString).orElse("");
    }
}
