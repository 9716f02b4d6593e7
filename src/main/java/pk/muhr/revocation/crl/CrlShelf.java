package pk.muhr.revocation.crl;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.Der;

/** The bytes that are served: read from the database once per list; whether there is a newer one is asked each time. */
@ApplicationScoped
class CrlShelf {

    private final RevocationLists lists;
    private final Map<AuthorityId, Item> items = new ConcurrentHashMap<>();

    /** A list with its bytes. */
    record Item(PublishedList list, Der der) {}

    CrlShelf(RevocationLists lists) {
        this.lists = lists;
    }

    /** The list of the authority that is served now. */
    Optional<Item> newest(AuthorityId authority) {
        return lists.newest(authority).map(this::item);
    }

    private Item item(PublishedList list) {
        Item known = items.get(list.authority());
        if (known == null || !known.list().equals(list)) {
            known = new Item(list, lists.der(list));
            items.put(list.authority(), known);
        }
        return known;
    }
}
