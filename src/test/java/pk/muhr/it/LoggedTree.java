package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The audit log after a crash, judged by the words of RFC 9162 §2.1.1 alone: every record has one place, and each root that
 * was ever signed is the one over the leaves up to there.
 */
final class LoggedTree {

    private static final int PATIENCE_SECONDS = 60;

    private final Store store;

    LoggedTree(Store store) {
        this.store = store;
    }

    /** Waits for the records that are on their way, then judges. */
    void holdsEachRecordOnce() throws InterruptedException {
        for (int second = 0; second < PATIENCE_SECONDS && behind() > 0; second++) {
            Thread.sleep(1000);
        }
        assertThat(behind()).as("records without a place").isZero();
        List<byte[]> leaves = leaves();
        assertThat(store.number("select max(idx) + 1 from log_entry")).isEqualTo(leaves.size());
        assertThat(store.rows("select record from log_entry group by 1 having count(*) > 1"))
                .isEmpty();
        List<List<String>> signed =
                store.rows("select size, split_part(note, E'\\n', 3) from log_checkpoint order by random() limit 20");
        assertThat(signed).isNotEmpty().allSatisfy(checkpoint -> assertThat(Base64.getEncoder()
                        .encodeToString(root(leaves.subList(0, Integer.parseInt(checkpoint.getFirst())))))
                .as("the signed root of %s leaves", checkpoint.getFirst())
                .isEqualTo(checkpoint.getLast()));
    }

    /** Whether the tree goes on from the one of a signed checkpoint. */
    void goesOnFrom(String checkpoint) {
        List<String> lines = checkpoint.lines().toList();
        assertThat(Base64.getEncoder().encodeToString(root(leaves().subList(0, Integer.parseInt(lines.get(1))))))
                .isEqualTo(lines.get(2));
    }

    private List<byte[]> leaves() {
        return store.rows("select encode(entry, 'hex') from log_entry order by idx").stream()
                .map(row -> hash(new byte[] {0}, HexFormat.of().parseHex(row.getFirst())))
                .toList();
    }

    private long behind() {
        return store.number("select count(*) from audit_record r where not exists"
                + " (select 1 from log_entry e where e.record = r.seq)");
    }

    private static byte[] root(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return hash(new byte[] {1}, root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    private static byte[] hash(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
