package pk.muhr.audit.log;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

import pk.muhr.x509.Sha256;

/**
 * What a log says of itself at a moment: a text of three lines that is signed as a note (C2SP tlog-checkpoint).
 *
 * @param origin which log it is
 * @param head its size and root
 */
public record Checkpoint(String origin, TreeHead head) {

    private static final int LINES = 3;
    private static final int MOST_DIGITS = 18;

    /** The text that is signed. */
    public String text() {
        return origin + "\n" + head.size() + "\n"
                + Base64.getEncoder().encodeToString(head.root().bytes()) + "\n";
    }

    /** Reads one that may say more after its three lines, in lines of their own; nothing for what is none. */
    public static Optional<Checkpoint> withExtensions(String text) {
        int end = -1;
        for (int line = 0; line < LINES; line++) {
            end = text.indexOf('\n', end + 1);
            if (end < 0) {
                return Optional.empty();
            }
        }
        String more = text.substring(end);
        return more.endsWith("\n") && !more.contains("\n\n") ? of(text.substring(0, end + 1)) : Optional.empty();
    }

    /** Reads the text; nothing for what is none, or says the same otherwise. */
    public static Optional<Checkpoint> of(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != LINES || lines.get(1).length() > MOST_DIGITS) {
            return Optional.empty();
        }
        try {
            byte[] root = Base64.getDecoder().decode(lines.get(2));
            if (root.length != MerkleTree.HASH) {
                return Optional.empty();
            }
            Checkpoint read =
                    new Checkpoint(lines.getFirst(), new TreeHead(Long.parseLong(lines.get(1)), Sha256.of32(root)));
            return Optional.of(read).filter(same -> same.text().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
