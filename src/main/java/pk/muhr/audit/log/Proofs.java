package pk.muhr.audit.log;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import pk.muhr.x509.Sha256;

/**
 * Proofs that a leaf is in a tree and that a tree begins with another: made from tiles, checked with nothing else. Keeps
 * the last tiles with their hashes, since proofs of neighbours share most of them; for one thread.
 */
public final class Proofs {

    private static final int BITS = 8;
    private static final int KEPT = 16;

    private final TileReader tiles;

    /** By tile, the hashes of each height in it: those of the tile itself, of their pairs, and so on. */
    private final Map<Tile, List<List<byte[]>>> known = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, List<List<byte[]>>> eldest) {
            return size() > KEPT;
        }
    };

    /** Proofs made of these tiles. */
    public Proofs(TileReader tiles) {
        this.tiles = tiles;
    }

    // --- making them (RFC 9162 §2.1.3.1, §2.1.4.1) ---

    /** The hash over the first leaves. */
    public Sha256 root(long size) {
        return size == 0 ? TreeHead.EMPTY.root() : Sha256.of32(hash(0, size, size));
    }

    /**
     * The inclusion proof of a leaf.
     *
     * @param index of the leaf, below the size
     */
    public List<Sha256> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("leaf " + index + " is not in a tree of " + size);
        }
        List<Sha256> path = new ArrayList<>();
        inclusion(index, 0, size, size, path);
        return path;
    }

    private void inclusion(long index, long begin, long end, long size, List<Sha256> path) {
        if (end - begin == 1) {
            return;
        }
        long middle = begin + split(end - begin);
        if (index < middle) {
            inclusion(index, begin, middle, size, path);
            path.add(Sha256.of32(hash(middle, end, size)));
        } else {
            inclusion(index, middle, end, size, path);
            path.add(Sha256.of32(hash(begin, middle, size)));
        }
    }

    /**
     * The consistency proof of two trees.
     *
     * @param first the smaller one's size, above 0
     */
    public List<Sha256> consistency(long first, long second) {
        if (first < 1 || first > second) {
            throw new IllegalArgumentException("no tree of " + second + " leaves begins with " + first);
        }
        List<Sha256> path = new ArrayList<>();
        consistency(first, 0, second, true, second, path);
        return path;
    }

    private void consistency(long first, long begin, long end, boolean known, long size, List<Sha256> path) {
        if (first == end) {
            if (!known) {
                path.add(Sha256.of32(hash(begin, end, size)));
            }
            return;
        }
        long middle = begin + split(end - begin);
        if (first <= middle) {
            consistency(first, begin, middle, known, size, path);
            path.add(Sha256.of32(hash(middle, end, size)));
        } else {
            consistency(first, middle, end, false, size, path);
            path.add(Sha256.of32(hash(begin, middle, size)));
        }
    }

    /** The hash over some leaves of a tree of this size, which the splits of RFC 9162 lead to. */
    private byte[] hash(long begin, long end, long size) {
        long count = end - begin;
        int height = Long.numberOfTrailingZeros(count);
        if (Long.bitCount(count) == 1 && begin % count == 0) {
            return perfect(height, begin >> height, size);
        }
        long middle = begin + split(count);
        return MerkleTree.node(hash(begin, middle, size), hash(middle, end, size));
    }

    private byte[] perfect(int height, long number, long size) {
        int level = height / BITS;
        int inside = height % BITS;
        long first = number << inside;
        long tile = first / Tile.WIDTH;
        int width = (int) Math.min(Tile.WIDTH, Tile.hashes(level, size) - tile * Tile.WIDTH);
        int place = (int) (first % Tile.WIDTH) >> inside;
        return known.computeIfAbsent(new Tile(level, tile, width), this::heights)
                .get(inside)
                .get(place);
    }

    private List<List<byte[]>> heights(Tile tile) {
        List<List<byte[]>> heights = new ArrayList<>();
        List<byte[]> hashes = MerkleTree.split(tiles.read(tile));
        while (!hashes.isEmpty()) {
            heights.add(hashes);
            hashes = MerkleTree.pairs(hashes);
        }
        return heights;
    }

    /** The largest power of two below the number. */
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }

    // --- checking them (RFC 9162 §2.1.4.2); inclusion: InclusionProofs ---

    /** Whether the proof shows that the second tree begins with the first; every tree begins with the empty one. */
    public static boolean extend(TreeHead first, TreeHead second, List<Sha256> proof) {
        if (first.size() == 0) {
            return proof.isEmpty();
        }
        if (first.size() >= second.size()) {
            return first.equals(second) && proof.isEmpty();
        }
        Iterator<Sha256> path = proof.iterator();
        boolean perfect = Long.bitCount(first.size()) == 1;
        if (!perfect && !path.hasNext()) {
            return false;
        }
        byte[] start = perfect ? first.root().bytes() : path.next().bytes();
        long node = first.size() - 1;
        long last = second.size() - 1;
        while (node % 2 == 1) {
            node >>= 1;
            last >>= 1;
        }
        byte[] old = start;
        byte[] hash = start;
        while (path.hasNext()) {
            byte[] sibling = path.next().bytes();
            if (last == 0) {
                return false;
            }
            if (node % 2 == 1 || node == last) {
                old = MerkleTree.node(sibling, old);
                hash = MerkleTree.node(sibling, hash);
                while (node % 2 == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = MerkleTree.node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0
                && Sha256.of32(old).equals(first.root())
                && Sha256.of32(hash).equals(second.root());
    }
}
