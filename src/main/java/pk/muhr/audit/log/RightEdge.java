package pk.muhr.audit.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import pk.muhr.x509.Sha256;

/** What has to be known of a tree to add leaves to it: on each level the hashes of its last tile, when that is not whole. */
final class RightEdge {

    private final List<List<byte[]>> levels = new ArrayList<>();
    private final List<WholeTile> whole = new ArrayList<>();
    private long size;

    /**
     * A tile that became whole.
     *
     * @param hashes 256 of 32 octets
     * @param root the one hash over them, which is a hash of the level above
     */
    record WholeTile(int level, long number, byte[] hashes, byte[] root) {}

    /**
     * Of a tree of this size.
     *
     * @param tiles where the tiles of its right edge are
     */
    static RightEdge of(long size, TileReader tiles) {
        RightEdge edge = new RightEdge();
        edge.size = size;
        for (int level = 0; Tile.hashes(level, size) > 0; level++) {
            long hashes = Tile.hashes(level, size);
            int width = (int) (hashes % Tile.WIDTH);
            List<byte[]> last = new ArrayList<>();
            if (width > 0) {
                byte[] read = tiles.read(new Tile(level, hashes / Tile.WIDTH, width));
                for (int at = 0; at < width; at++) {
                    last.add(Arrays.copyOfRange(read, at * MerkleTree.HASH, (at + 1) * MerkleTree.HASH));
                }
            }
            edge.levels.add(last);
        }
        return edge;
    }

    /** Adds the next leaf's hash. */
    void add(byte[] leaf) {
        add(0, leaf);
        size++;
    }

    private void add(int level, byte[] hash) {
        if (level == levels.size()) {
            levels.add(new ArrayList<>());
        }
        List<byte[]> last = levels.get(level);
        last.add(hash);
        if (last.size() == Tile.WIDTH) {
            byte[] root = MerkleTree.root(last);
            long number = Tile.hashes(level, size) / Tile.WIDTH;
            whole.add(new WholeTile(level, number, joined(last), root));
            levels.set(level, new ArrayList<>());
            add(level + 1, root);
        }
    }

    /** The tiles that became whole since the beginning, lower ones first. */
    List<WholeTile> whole() {
        return whole;
    }

    /** The tree as it is now. */
    TreeHead head() {
        byte[] root = null;
        for (List<byte[]> last : levels) {
            if (last.isEmpty()) {
                continue;
            }
            List<byte[]> hashes = new ArrayList<>(last);
            if (root != null) {
                hashes.add(root);
            }
            root = MerkleTree.root(hashes);
        }
        return root == null ? TreeHead.EMPTY : new TreeHead(size, Sha256.of32(root));
    }

    private static byte[] joined(List<byte[]> hashes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(hashes.size() * MerkleTree.HASH);
        hashes.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
