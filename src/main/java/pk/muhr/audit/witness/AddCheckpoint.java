package pk.muhr.audit.witness;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import pk.muhr.audit.log.SignedNote;
import pk.muhr.x509.Sha256;

/**
 * What a log asks a witness for: to sign a checkpoint (C2SP tlog-witness, add-checkpoint).
 *
 * @param oldSize of the tree that the witness signed last; 0 before the first
 * @param proof that the checkpoint's tree begins with that one; empty from 0
 */
public record AddCheckpoint(long oldSize, List<Sha256> proof, SignedNote checkpoint) {

    private static final String GAP = "\n\n";
    private static final String OLD = "old ";
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final int MOST_HASHES = 63;
    private static final int HASH = 32;

    public AddCheckpoint {
        proof = List.copyOf(proof);
    }

    /** The body of the request. */
    public String encoded() {
        return proof.stream()
                .map(hash -> Base64.getEncoder().encodeToString(hash.bytes()) + "\n")
                .collect(Collectors.joining("", OLD + oldSize + "\n", "\n" + checkpoint.encoded()));
    }

    /** Reads a body; nothing for what is none. */
    public static Optional<AddCheckpoint> of(String body) {
        int gap = body.indexOf(GAP);
        if (gap < 0) {
            return Optional.empty();
        }
        List<String> lines = List.of(body.substring(0, gap).split("\n", -1));
        Optional<Long> oldSize = size(lines.getFirst());
        Optional<List<Sha256>> proof = hashes(lines.subList(1, lines.size()));
        return SignedNote.of(body.substring(gap + GAP.length()))
                .filter(_ -> oldSize.isPresent() && proof.isPresent())
                .map(note -> new AddCheckpoint(oldSize.get(), proof.get(), note));
    }

    private static Optional<Long> size(String line) {
        return Optional.of(line)
                .filter(old -> old.startsWith(OLD))
                .map(old -> old.substring(OLD.length()))
                .filter(size -> SIZE.matcher(size).matches())
                .map(Long::valueOf);
    }

    private static Optional<List<Sha256>> hashes(List<String> lines) {
        if (lines.size() > MOST_HASHES) {
            return Optional.empty();
        }
        List<Sha256> hashes = new ArrayList<>();
        for (String line : lines) {
            try {
                byte[] hash = Base64.getDecoder().decode(line);
                if (hash.length != HASH
                        || !Base64.getEncoder().encodeToString(hash).equals(line)) {
                    return Optional.empty();
                }
                hashes.add(Sha256.of32(hash));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.of(hashes);
    }
}
