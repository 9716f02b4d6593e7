package pk.muhr.audit.log;

import java.util.Arrays;
import java.util.List;

import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;

/**
 * Checks proofs that leaves are in one tree (RFC 9162 §2.1.3.2), the faster the nearer each is to the one before: what
 * their paths to the root share was hashed already, and is compared. For one thread.
 */
public final class InclusionProofs {

    private static final int DEEPEST = 62;

    private final TreeHead tree;
    private Path last = new Path(new long[0], new long[0], new byte[0][], List.of());

    /** Of leaves in this tree. */
    public InclusionProofs(TreeHead tree) {
        this.tree = tree;
    }

    /** From the root to a leaf: the range of leaves below each node, the node's hash, and the proof, from the leaf up. */
    private record Path(long[] begin, long[] end, byte[][] hash, List<Sha256> proof) {

        static Path to(long index, long size, List<Sha256> proof) {
            int depth = proof.size();
            Path path = new Path(new long[depth + 1], new long[depth + 1], new byte[depth + 1][], proof);
            path.end[0] = size;
            for (int step = 1; step <= depth; step++) {
                long begin = path.begin[step - 1];
                long end = path.end[step - 1];
                long middle = begin + Long.highestOneBit(Math.max(1, end - begin - 1));
                path.begin[step] = index < middle ? begin : middle;
                path.end[step] = index < middle ? middle : end;
            }
            return path;
        }

        int depth() {
            return proof.size();
        }

        boolean endsAt(long index) {
            return begin[depth()] == index && end[depth()] == index + 1;
        }

        /** What the node on this step is hashed with. */
        Sha256 sibling(int step) {
            return proof.get(depth() - step);
        }

        /** How many nodes from the root on are those of another path too. */
        int shared(Path other) {
            int step = 0;
            while (step < begin.length
                    && step < other.begin.length
                    && begin[step] == other.begin[step]
                    && end[step] == other.end[step]) {
                step++;
            }
            return step;
        }

        /** Fills in the hashes from the leaf up to this step. */
        void hashUpTo(int top, byte[] leaf) {
            hash[depth()] = leaf;
            for (int step = depth(); step > top; step--) {
                byte[] sibling = sibling(step).bytes();
                boolean left = begin[step] == begin[step - 1];
                hash[step - 1] = left ? MerkleTree.node(hash[step], sibling) : MerkleTree.node(sibling, hash[step]);
            }
        }
    }

    /**
     * Whether the proof shows that the leaf is in the tree.
     *
     * @param entry what the leaf is the hash of
     */
    public boolean include(long index, Der entry, List<Sha256> proof) {
        if (index < 0 || index >= tree.size() || proof.size() > DEEPEST) {
            return false;
        }
        Path path = Path.to(index, tree.size(), proof);
        if (!path.endsAt(index)) {
            return false;
        }
        int shared = path.shared(last);
        int top = Math.max(0, shared - 1);
        path.hashUpTo(top, MerkleTree.leaf(entry.bytes()));
        byte[] known = shared == 0 ? tree.root().bytes() : last.hash[top];
        if (!Arrays.equals(path.hash[top], known)) {
            return false;
        }
        for (int step = 1; step <= top; step++) {
            if (!path.sibling(step).equals(last.sibling(step))) {
                return false;
            }
        }
        System.arraycopy(last.hash, 0, path.hash, 0, top);
        last = path;
        return true;
    }
}
