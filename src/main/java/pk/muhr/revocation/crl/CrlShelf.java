package pk.muhr.revocation.crl;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

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
        if (known != null && known.list().number().compareTo(list.number()) >= 0) {
            return known;
        }
        ReentrantLock lock = locks.computeIfAbsent(place, _ -> new ReentrantLock());
        if (known == null) {
            lock.lock();
        } else if (!lock.tryLock()) {
            return known; // somebody is making the newer one
        }
        try {
            known = items.get(place);
            return known != null && known.list().number().compareTo(list.number()) >= 0
                    ? known
                    : replace(place, made(list));
        } finally {
            lock.unlock();
        }
    }

    private Item replace(Place place, Item item) {
        return items.compute(place, (_, known) -> {
            if (known == null) {
                return item;
            }
            if (known.list().number().compareTo(item.list().number()) >= 0) {
                files.discard(item.file());
                return known;
            }
            known.before().ifPresent(files::discard);
            return new Item(item.list(), item.file(), Optional.of(known.file()));
        });
    }

    private synchronized Item earlier(PublishedList list) {
        Item kept = earlier.get(list);
        if (kept == null) {
            if (earlier.size() == EARLIER_KEPT) {
                files.discard(earlier.pollFirstEntry().getValue().file());
            }
            kept = made(list);
            earlier.put(list, kept);
        }
        return kept;
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
