package pk.muhr.evidence.export;

import java.util.List;
import java.util.Optional;

import pk.muhr.audit.log.CheckpointSigner;
import pk.muhr.audit.log.LogVerifier;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.x509.Sha256;

/** Signed notes as they stand in exports: written in one way only, and signed by a known key. */
final class ExportNote {

    private ExportNote() {}

    /** Reads a note; nothing for what is none, or is written otherwise. */
    static Optional<SignedNote> of(String text) {
        return SignedNote.of(text).filter(note -> note.encoded().equals(text));
    }

    /** Whether one of the keys, and nobody else, signed that the export has this content. */
    static boolean says(String text, Sha256 content, List<LogVerifier> keys) {
        return of(text).filter(note -> note.text().equals(CheckpointSigner.exportText(content)))
                .filter(note -> note.signatures().size() == 1)
                .filter(note -> keys.stream().anyMatch(key -> key.signed(note)))
                .isPresent();
    }
}
