package pk.muhr.audit.log;

import java.util.List;

import pk.muhr.x509.Der;

/**
 * A leaf with what opens it.
 *
 * @param index its place in the tree
 * @param entry what was hashed
 * @param openings of its fields, in the order of their names
 */
public record LoggedRecord(long index, Der entry, List<Opening> openings) {

    public LoggedRecord {
        openings = List.copyOf(openings);
    }
}
