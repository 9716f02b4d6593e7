package pk.muhr.audit.log;

/** Where the hashes of the tree are. */
@FunctionalInterface
public interface TileReader {

    /**
     * The hashes of one tile, 32 octets each.
     *
     * @throws IllegalArgumentException when there is no such tile
     */
    byte[] read(Tile tile);
}
