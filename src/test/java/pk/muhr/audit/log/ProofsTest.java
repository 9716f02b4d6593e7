package pk.muhr.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;

/** Trees and proofs, against the values that all implementations of RFC 6962 are held to, and against the definition. */
class ProofsTest {

    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    /** Around the widths of whole tiles, from the smallest. */
    private static final List<Integer> SIZES =
            List.of(1, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 65_792, 65_793, 66_000);

    /** A tree in memory, by definition. */
    private static final class Tree {
        private final List<byte[]> leaves = new ArrayList<>();
        private final Map<String, byte[]> above = new HashMap<>();
        private final Map<Integer, TreeHead> heads = new HashMap<>();

        Tree(int size) {
            for (int leaf = 0; leaf < size; leaf++) {
                leaves.add(MerkleTree.leaf(entry(leaf).bytes()));
            }
        }

        TreeHead head(int size) {
            return heads.computeIfAbsent(
                    size, _ -> new TreeHead(size, Sha256.of32(definition(leaves.subList(0, size)))));
        }

        byte[] read(Tile tile) {
            byte[] all = new byte[tile.width() * MerkleTree.HASH];
            for (int at = 0; at < tile.width(); at++) {
                long number = tile.number() * Tile.WIDTH + at;
                System.arraycopy(hash(tile.level(), number), 0, all, at * MerkleTree.HASH, MerkleTree.HASH);
            }
            return all;
        }

        private byte[] hash(int level, long number) {
            int width = 1 << 8 * level;
            return level == 0
                    ? leaves.get((int) number)
                    : above.computeIfAbsent(
                            level + " " + number,
                            _ -> definition(leaves.subList((int) number * width, (int) (number + 1) * width)));
        }

        Proofs proofs() {
            return new Proofs(this::read);
        }
    }

    /** RFC 9162 §2.1.1, word by word. */
    private static byte[] definition(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int split = 1;
        while (split * 2 < leaves.size()) {
            split *= 2;
        }
        return MerkleTree.node(definition(leaves.subList(0, split)), definition(leaves.subList(split, leaves.size())));
    }

    @Test
    void hasTheRootsThatOthersHave() {
        RightEdge edge = RightEdge.of(0, _ -> new byte[0]);
        List<String> roots = new ArrayList<>(List.of(edge.head().root().hex()));
        for (String leaf : LEAVES) {
            edge.add(MerkleTree.leaf(HexFormat.of().parseHex(leaf)));
            roots.add(edge.head().root().hex());
        }
        assertThat(roots).isEqualTo(ROOTS);
    }

    @Test
    void provesEachLeafOfEachTree() {
        Tree tree = new Tree(70);
        for (int size = 1; size <= 70; size++) {
            for (int leaf = 0; leaf < size; leaf++) {
                holds(tree, leaf, size);
            }
            for (int first = 1; first < size; first++) {
                extend(tree, first, size);
            }
        }
    }

    @Test
    void provesWhatCrossesTiles() {
        Tree tree = new Tree(66_000);
        for (int size : SIZES) {
            for (int leaf : List.of(0, 1, 254, 255, 256, 511, 512, 65_279, 65_535, 65_536, 65_999)) {
                if (leaf < size) {
                    holds(tree, leaf, size);
                }
            }
            SIZES.stream().filter(first -> first < size).forEach(first -> extend(tree, first, size));
        }
    }

    @Test
    void growsByWhatIsKnownOfItsRightEdge() {
        Tree tree = new Tree(66_000);
        int last = 0;
        for (int size : SIZES) {
            RightEdge edge = RightEdge.of(last, tree::read);
            assertThat(edge.head()).isEqualTo(last == 0 ? TreeHead.EMPTY : tree.head(last));
            tree.leaves.subList(last, size).forEach(edge::add);
            assertThat(edge.head()).isEqualTo(tree.head(size));
            assertThat(edge.whole().stream().filter(tile -> tile.level() == 0).count())
                    .isEqualTo(size / Tile.WIDTH - last / Tile.WIDTH);
            edge.whole().forEach(tile -> assertThat(tile.hashes())
                    .isEqualTo(tree.read(new Tile(tile.level(), tile.number(), Tile.WIDTH))));
            last = size;
        }
    }

    /** One verifier of all leaves remembers the path to the last one, and takes nothing on its word. */
    @Test
    void checksNeighboursAsItChecksEachAlone() {
        Tree tree = new Tree(300);
        for (int size : List.of(1, 2, 3, 7, 8, 255, 256, 257, 300)) {
            InclusionProofs verifier = new InclusionProofs(tree.head(size));
            int changed = 0;
            for (int leaf = 0; leaf < size; leaf++) {
                List<Sha256> proof = tree.proofs().inclusion(leaf, size);
                for (int at = 0; at < proof.size(); at++, changed++) {
                    assertThat(verifier.include(leaf, entry(leaf), changed(proof, at)))
                            .as("leaf %s of %s with another hash at %s", leaf, size, at)
                            .isFalse();
                }
                assertThat(verifier.include(leaf, entry(leaf + 1), proof)).isFalse();
                assertThat(verifier.include(leaf, entry(leaf), proof)).isTrue();
                for (int at = 0; at < proof.size(); at++) {
                    assertThat(verifier.include(leaf, entry(leaf), changed(proof, at)))
                            .isFalse();
                }
                assertThat(verifier.include(leaf + 1L, entry(leaf), proof)).isFalse();
            }
            assertThat(changed).isGreaterThanOrEqualTo(size - 1);
        }
    }

    private static void holds(Tree tree, int leaf, int size) {
        TreeHead head = tree.head(size);
        Sha256 hash = Sha256.of32(tree.leaves.get(leaf));
        List<Sha256> proof = tree.proofs().inclusion(leaf, size);
        assertThat(includes(head, leaf, entry(leaf), proof)).isTrue();
        assertThat(includes(head, leaf + 1L, entry(leaf), proof)).isFalse();
        assertThat(includes(head, leaf, entry(leaf + 1), proof)).isFalse();
        assertThat(includes(head, leaf, entry(leaf), with(proof, hash))).isFalse();
        if (!proof.isEmpty()) {
            assertThat(includes(head, leaf, entry(leaf), proof.subList(1, proof.size())))
                    .isFalse();
            assertThat(includes(head, leaf, entry(leaf), changed(proof, 0))).isFalse();
        }
    }

    private static boolean includes(TreeHead head, long index, Der entry, List<Sha256> proof) {
        return new InclusionProofs(head).include(index, entry, proof);
    }

    private static Der entry(int leaf) {
        return Der.of(("leaf " + leaf).getBytes(StandardCharsets.UTF_8));
    }

    private static void extend(Tree tree, int first, int second) {
        TreeHead begin = tree.head(first);
        TreeHead end = tree.head(second);
        List<Sha256> proof = tree.proofs().consistency(first, second);
        assertThat(Proofs.extend(begin, end, proof)).isTrue();
        assertThat(Proofs.extend(end, begin, proof)).isFalse();
        assertThat(Proofs.extend(begin, end, with(proof, begin.root()))).isFalse();
        assertThat(Proofs.extend(begin, end, changed(proof, 0))).isFalse();
        assertThat(Proofs.extend(begin, end, proof.subList(1, proof.size()))).isFalse();
        assertThat(Proofs.extend(new TreeHead(first, flipped(begin.root())), end, proof))
                .isFalse();
        assertThat(Proofs.extend(begin, new TreeHead(second, flipped(end.root())), proof))
                .isFalse();
    }

    private static List<Sha256> with(List<Sha256> proof, Sha256 more) {
        List<Sha256> longer = new ArrayList<>(proof);
        longer.add(more);
        return longer;
    }

    private static List<Sha256> changed(List<Sha256> proof, int at) {
        List<Sha256> other = new ArrayList<>(proof);
        other.set(at, flipped(proof.get(at)));
        return other;
    }

    private static Sha256 flipped(Sha256 hash) {
        byte[] bytes = hash.bytes();
        bytes[31] ^= 1;
        return Sha256.of32(bytes);
    }
}
