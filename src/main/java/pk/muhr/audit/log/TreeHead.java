package pk.muhr.audit.log;

import pk.muhr.x509.Sha256;

/**
 * How large the tree is, and the hash over all of it.
 *
 * @param size its leaves
 * @param root of no leaf: SHA-256 of nothing
 */
public record TreeHead(long size, Sha256 root) {

    /** Before the first leaf. */
    public static final TreeHead EMPTY = new TreeHead(0, Sha256.of32(MerkleTree.empty()));

    public TreeHead {
        if (size < 0 || size == 0 && !root.equals(Sha256.of32(MerkleTree.empty()))) {
            throw new IllegalArgumentException("no tree has " + size + " leaves and the root " + root);
        }
    }
}
