package pk.muhr.audit.log;

import java.util.List;

import pk.muhr.x509.Der;

/**
 * A leaf with what opens it.
 *
 * @param index its place in the tree
 * @param entry what was hashed
 * @param openings of its fields, in the order of their names; none when its record is not there any more: each has an actor
 */
public record LoggedRecord(long index, Der entry, List<Opening> openings) {

    public LoggedRecord {
        openings = List.copyOf(openings);
    }

    /** Whether only the leaf is left, of a record whose time is over or that was lost with a database. */
    public boolean isClosed() {
        return openings.isEmpty();
    }
}
