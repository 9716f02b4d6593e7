package pk.muhr.audit.log;

import java.nio.charset.StandardCharsets;
import java.util.List;

import pk.muhr.x509.Sha256;

/**
 * That a record is in the log, for whoever has the log's public key.
 *
 * @param index its place in the tree
 * @param entry the leaf, of whose octets in UTF-8 the tree has the hash
 * @param openings of the values that the entry commits to
 * @param inclusion hashes in hex, from the leaf up (RFC 9162 §2.1.3.1)
 * @param checkpoint the signed tree, a note (C2SP tlog-checkpoint)
 */
public record LogProof(
        long index, String entry, List<OpenedField> openings, List<String> inclusion, String checkpoint) {

    /**
     * A value and its salt.
     *
     * @param salt 16 octets in hex
     * @param json the value as the entry commits to it
     */
    public record OpenedField(String name, String salt, String json) {

        private static OpenedField of(Opening opening) {
            return new OpenedField(opening.name(), opening.salt().hex(), opening.json());
        }
    }

    static LogProof of(LoggedRecord record, List<Sha256> inclusion, SignedNote checkpoint) {
        return new LogProof(
                record.index(),
                new String(record.entry().bytes(), StandardCharsets.UTF_8),
                record.openings().stream().map(OpenedField::of).toList(),
                inclusion.stream().map(Sha256::hex).toList(),
                checkpoint.encoded());
    }
}
