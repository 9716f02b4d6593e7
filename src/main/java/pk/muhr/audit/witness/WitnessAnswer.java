package pk.muhr.audit.witness;

import pk.muhr.audit.log.NoteSignature;

/** What a witness says to a checkpoint. */
public sealed interface WitnessAnswer {

    /** It signed, after the checkpoint was on its disk. */
    record Cosigned(NoteSignature cosignature) implements WitnessAnswer {}

    /** The request is not written as one is, or goes back. */
    record Malformed(String why) implements WitnessAnswer {}

    /** It does not know this log. */
    record UnknownLog() implements WitnessAnswer {}

    /** No key of the log signed the checkpoint, or one is named and did not. */
    record NotSigned() implements WitnessAnswer {}

    /** It signed a tree of another size last: this one. */
    record OtherSize(long size) implements WitnessAnswer {}

    /** It signed another tree of this very size. */
    record Fork() implements WitnessAnswer {}

    /** The proof does not show that the tree begins with the one that it signed last. */
    record NotProven() implements WitnessAnswer {}
}
