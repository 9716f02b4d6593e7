package pk.muhr.audit.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Hashes of a Merkle tree, 32 octets each (RFC 9162 §2.1). */
final class MerkleTree {

    /** Octets of a hash. */
    static final int HASH = 32;

    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(MerkleTree::digest);
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private MerkleTree() {}

    /** The hash of a tree without a leaf. */
    static byte[] empty() {
        return SHA256.get().digest();
    }

    /** SHA-256 of octets that are no leaf and no node. */
    static byte[] hash(byte[] octets) {
        return SHA256.get().digest(octets);
    }

    /** The hash of a tree of this one leaf. */
    static byte[] leaf(byte[] entry) {
        MessageDigest digest = SHA256.get();
        digest.update(LEAF);
        return digest.digest(entry);
    }

    /** The hash of a tree of these two. */
    static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = SHA256.get();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    /**
     * The hash of the tree whose perfect subtrees of one size these are, from the left; the last may be of a smaller tree.
     *
     * @param hashes at least one
     */
    static byte[] root(List<byte[]> hashes) {
        List<byte[]> level = hashes;
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>((level.size() + 1) / 2);
            for (int at = 0; at + 1 < level.size(); at += 2) {
                above.add(node(level.get(at), level.get(at + 1)));
            }
            if (level.size() % 2 == 1) {
                above.add(level.getLast());
            }
            level = above;
        }
        return level.getFirst();
    }

    /** The hashes over each two of these, without the last one of an odd number. */
    static List<byte[]> pairs(List<byte[]> hashes) {
        List<byte[]> above = new ArrayList<>(hashes.size() / 2);
        for (int at = 0; at + 1 < hashes.size(); at += 2) {
            above.add(node(hashes.get(at), hashes.get(at + 1)));
        }
        return above;
    }

    /** The single hashes of a tile. */
    static List<byte[]> split(byte[] hashes) {
        List<byte[]> single = new ArrayList<>(hashes.length / HASH);
        for (int at = 0; at < hashes.length; at += HASH) {
            single.add(Arrays.copyOfRange(hashes, at, at + HASH));
        }
        return single;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
