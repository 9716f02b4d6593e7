package pk.muhr.evidence.log;

import java.io.UncheckedIOException;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.CheckpointSigner;
import pk.muhr.audit.log.LogEntries;
import pk.muhr.audit.log.LogVerifier;
import pk.muhr.audit.log.Proofs;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.audit.log.TreeHead;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.Hold;
import pk.muhr.safety.ProcessRole;

/**
 * At every start the database must extend the last checkpoint that was kept outside it (invariant I16). An old backup and a
 * table that was changed do not, and then nothing is signed. What cannot be looked at counts as if it did not.
 */
@ApplicationScoped
class Continuity {

    /** Before the installation is opened, which may sign. */
    private static final int BEFORE_OPENING = 50;

    private static final int MOST_LOOKS = 60;
    private static final int PAUSE_MILLIS = 500;

    private static final Logger LOG = Logger.getLogger(Continuity.class);

    private final LogPlaces places;
    private final LogEntries entries;
    private final CheckpointSigner signer;
    private final Hold hold;

    Continuity(LogPlaces places, LogEntries entries, CheckpointSigner signer, Hold hold) {
        this.places = places;
        this.entries = entries;
        this.signer = signer;
        this.hold = hold;
    }

    @DoneBy({ProcessRole.AUTHORITY, ProcessRole.STATUS})
    void look(@Observes @Priority(BEFORE_OPENING) StartupEvent event) {
        broken().ifPresent(why -> {
            LOG.errorf("HOLD: %s. Nothing is signed; what is published is served as it was", why);
            hold.begin(why);
        });
    }

    /** In what the database does not extend the last checkpoint outside, as a sentence. */
    Optional<String> broken() {
        try {
            return places.newest().flatMap(this::broken);
        } catch (UncheckedIOException e) {
            return Optional.of("the last checkpoint in " + place() + " cannot be read: " + e.getMessage());
        }
    }

    private Optional<String> broken(String kept) {
        Optional<Checkpoint> outside = SignedNote.of(kept).flatMap(this::ofThisLog);
        if (outside.isEmpty()) {
            return Optional.of("the checkpoint in " + place() + " is not signed by a log key of this database: another"
                    + " installation's, or the database is older than its log key");
        }
        TreeHead was = outside.get().head();
        TreeHead is = caughtUp(was.size());
        if (is.size() < was.size()) {
            return Optional.of("the database's log has " + is.size() + " records and the checkpoint in " + place()
                    + " has " + was.size() + ": the last " + (was.size() - is.size())
                    + " are missing, so it is an old backup");
        }
        return new Proofs(entries).root(was.size()).equals(was.root())
                ? Optional.empty()
                : Optional.of(
                        "the first " + was.size() + " records of the database's log are not those of the checkpoint in "
                                + place() + ": they were changed");
    }

    /** A hot standby may be behind by what it has not replayed yet. */
    private TreeHead caughtUp(long size) {
        TreeHead is = entries.head();
        try {
            for (int look = 0; is.size() < size && look < MOST_LOOKS && entries.isOnStandby(); look++) {
                Thread.sleep(PAUSE_MILLIS);
                is = entries.head();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return is;
    }

    private Optional<Checkpoint> ofThisLog(SignedNote note) {
        return signer.verifiers().stream()
                .flatMap((LogVerifier key) -> key.checkpoint(note).stream())
                .findFirst();
    }

    private String place() {
        return places.current().map(Object::toString).orElse("");
    }
}
