package pk.muhr.revocation.crl;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import pk.muhr.problem.Unavailable;

/**
 * The lists that are served, each as a file that has its hash. Whether there is a newer one is asked each time; it is made
 * from the database once, while the one before is served on. Without a database what stands here is served.
 */
@ApplicationScoped
class CrlShelf {

    private static final Logger LOG = Logger.getLogger(CrlShelf.class);

    /** Earlier lists that somebody asked for are kept for the next who asks, but not many. */
    private static final int EARLIER_KEPT = 16;

    private final PublishedLists lists;
    private final RevokedEntries entries;
    private final ListFiles files;
    private final Map<Place, Item> items = new ConcurrentHashMap<>();
    private final Map<Place, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Semaphore making = new Semaphore(1);
    private Optional<Path> leaving = Optional.empty();
    private final SequencedMap<PublishedList, Item> earlier = new LinkedHashMap<>(EARLIER_KEPT, 1, true);

    /**
     * A list with its bytes.
     *
     * @param before the file of the list before, for those who are about to open it
     */
    record Item(PublishedList list, Path file, Optional<Path> before) {}

    private record Place(ListScope scope, boolean delta) {}

    CrlShelf(PublishedLists lists, RevokedEntries entries, ListFiles files) {
        this.lists = lists;
        this.entries = entries;
        this.files = files;
    }

    /** The list of this scope that is served now: complete, or of the changes. */
    Optional<Item> newest(ListScope scope, boolean delta) {
        Place place = new Place(scope, delta);
        try {
            return (delta ? lists.newestDelta(scope) : lists.newest(scope)).map(list -> item(place, list));
        } catch (RuntimeException e) {
            Item known = items.get(place);
            if (known == null) {
                throw e;
            }
            LOG.warnf(
                    "CRL %d of %s is served on; whether there is a newer one cannot be said: %s",
                    known.list().number(), scope, e.getMessage());
            return Optional.of(known);
        }
    }

    /**
     * A list by its number, made from the events and compared with its hash.
     *
     * @throws IllegalStateException when it no longer has its hash
     */
    Optional<Item> numbered(ListScope scope, boolean delta, BigInteger number) {
        return lists.numbered(scope, number)
                .filter(list -> list.isDelta() == delta)
                .map(this::earlier);
    }

    /** Takes the list that this process has just published. */
    void put(PublishedList list, ListFiles.Draft draft) {
        replace(new Place(list.scope(), list.isDelta()), new Item(list, files.keep(draft), Optional.empty()));
    }

    private Item item(Place place, PublishedList list) {
        Item known = items.get(place);
        if (serves(known, list)) {
            return known;
        }
        ReentrantLock lock = locks.computeIfAbsent(place, _ -> new ReentrantLock());
        if (known == null || !Files.exists(known.file())) {
            lock.lock();
        } else if (!lock.tryLock()) {
            return known; // somebody is making the newer one
        }
        try {
            known = items.get(place);
            return serves(known, list) ? known : replace(place, made(list));
        } finally {
            lock.unlock();
        }
    }

    /** Whether this is that list or a newer one, and its file was not swept away by somebody. */
    private static boolean serves(Item known, PublishedList list) {
        return known != null && known.list().number().compareTo(list.number()) >= 0 && Files.exists(known.file());
    }

    private Item replace(Place place, Item item) {
        return items.compute(place, (_, known) -> {
            if (known == null) {
                return item;
            }
            if (serves(known, item.list())) {
                files.discard(item.file());
                return known;
            }
            known.before().ifPresent(files::discard);
            return new Item(item.list(), item.file(), Optional.of(known.file()));
        });
    }

    /** Taken by whoever makes an earlier list. */
    Semaphore making() {
        return making;
    }

    /** One is made at a time: making them is work, and anybody may ask. */
    private Item earlier(PublishedList list) {
        Optional<Item> kept = kept(list);
        if (kept.isPresent()) {
            return kept.get();
        }
        if (!making.tryAcquire()) {
            throw new Busy();
        }
        try {
            Item made = made(list);
            keep(list, made);
            return made;
        } finally {
            making.release();
        }
    }

    private Optional<Item> kept(PublishedList list) {
        synchronized (earlier) {
            return Optional.ofNullable(earlier.get(list)).filter(item -> Files.exists(item.file()));
        }
    }

    /** The one that makes room goes with the next one, since somebody may be about to open it. */
    private void keep(PublishedList list, Item made) {
        synchronized (earlier) {
            earlier.put(list, made);
            if (earlier.size() > EARLIER_KEPT) {
                leaving.ifPresent(files::discard);
                leaving = Optional.of(earlier.pollFirstEntry().getValue().file());
            }
        }
    }

    /** An earlier list is being made for somebody else. */
    static final class Busy extends IllegalStateException implements Unavailable {

        private static final long serialVersionUID = 1L;

        Busy() {
            super("an earlier CRL is being made for somebody else");
        }
    }

    private Item made(PublishedList list) {
        ListFiles.Draft draft =
                switch (lists.recorded(list)) {
                    case RecordedList.Whole whole -> files.write(whole.der());
                    case RecordedList.FromEvents made ->
                        files.write(made.frame()
                                .signed(out -> entries.write(made.content(), out), made.algorithm(), made.signature()));
                };
        if (!draft.sha256().equals(list.sha256())) {
            files.discard(draft.file());
            throw new IllegalStateException("CRL " + list.number() + " of " + list.scope()
                    + " cannot be made again: the stored events or the list have been altered");
        }
        return new Item(list, files.keep(draft), Optional.empty());
    }
}
