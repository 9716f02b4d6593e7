package pk.muhr.evidence.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.CheckpointSigner;
import pk.muhr.audit.log.LogEntries;
import pk.muhr.audit.log.LogRecovery;
import pk.muhr.audit.log.LogRecovery.Recovered;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.revocation.crl.ListRecovery;
import pk.muhr.revocation.crl.ListRecovery.TakenOver;
import pk.muhr.safety.Hold;
import pk.muhr.safety.StopSwitch;

/**
 * The way out of a hold when the newer database is lost: what lies outside of it is taken over, issuance stays stopped until
 * two officers resume, and then this process is started again. A crash leaves it held, and all of it can be done again.
 */
@ApplicationScoped
class Recovery {

    private final Hold hold;
    private final LogPlaces places;
    private final LogEntries entries;
    private final CheckpointSigner signer;
    private final StopSwitch stop;
    private final ListRecovery lists;
    private final LogRecovery log;

    Recovery(
            Hold hold,
            LogPlaces places,
            LogEntries entries,
            CheckpointSigner signer,
            StopSwitch stop,
            ListRecovery lists,
            LogRecovery log) {
        this.hold = hold;
        this.places = places;
        this.entries = entries;
        this.signer = signer;
        this.stop = stop;
        this.lists = lists;
        this.log = log;
    }

    /** What was taken over, and what is lost. */
    record Outcome(Recovered log, TakenOver revocations) {}

    /** What lies outside does not continue this database; nothing that counts was changed. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(String why, Throwable cause) {
            super(why, cause);
        }

        private Refused(String why) {
            super(why);
        }
    }

    /**
     * Takes all over. Issuance stops first, revocations come before the leaves: only with the last of them the hold can end.
     *
     * @param role the office of who does it
     * @throws Refused with a sentence
     */
    Outcome recover(Actor by, String role, String reason) throws Refused {
        if (!hold.isHeld()) {
            throw new Refused("this process is not held: there is nothing to take over");
        }
        Path place = places.current()
                .map(Path::getParent)
                .orElseThrow(() -> new Refused("no directory lies outside; see muhr.log.directory"));
        SignedNote note = places.newest()
                .flatMap(SignedNote::of)
                .orElseThrow(() -> new Refused("no checkpoint lies in " + place));
        Checkpoint signed = signer.verifiers().stream()
                .flatMap(key -> key.checkpoint(note).stream())
                .findFirst()
                .orElseThrow(() ->
                        new Refused("the checkpoint in " + place + " is not signed by a log key of this database"));
        long size = signed.head().size();
        long from = entries.head().size();
        if (from > size) {
            throw new Refused("this database has " + from + " leaves, more than the " + size
                    + " that were signed: it was gone on with, and is not an older one of the same log");
        }
        if (from == size && entries.isOrderKept() && lists.isNothingMissing()) {
            throw new Refused("nothing is missing here of what lies in " + place + ": it is held for another reason");
        }
        try {
            List<byte[]> missing = KeptEntries.read(place, from, size);
            log.requireOneTree(signed, missing);
            stop.say(StopSwitch.Kind.STOPPED, reason, by.id(), role);
            TakenOver taken = lists.takeOver(by);
            return new Outcome(log.recover(signed, note, missing, by), taken);
        } catch (IOException e) {
            throw new Refused("what lies in " + place + " cannot be read: " + e.getMessage(), e);
        } catch (LogRecovery.NotOneTree e) {
            throw new Refused(e.getMessage(), e);
        }
    }
}
