package pk.muhr.audit.log;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text with signatures below it (C2SP signed-note).
 *
 * @param text lines, each with its end
 * @param signatures at least one
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

    private static final String GAP = "\n\n";
    private static final int MOST_SIGNATURES = 100;

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /** As it is published. */
    public String encoded() {
        return signatures.stream().map(NoteSignature::line).collect(Collectors.joining("\n", text + "\n", "\n"));
    }

    /** The same with one more signature. */
    public SignedNote with(NoteSignature more) {
        return new SignedNote(
                text, Stream.concat(signatures.stream(), Stream.of(more)).toList());
    }

    /** Reads one as it is published; nothing for what is none. */
    public static Optional<SignedNote> of(String note) {
        int gap = note.lastIndexOf(GAP);
        if (gap < 0 || !note.endsWith("\n") || note.chars().anyMatch(at -> at < ' ' && at != '\n')) {
            return Optional.empty();
        }
        List<String> lines = note.substring(gap + GAP.length(), Math.max(gap + GAP.length(), note.length() - 1))
                .lines()
                .toList();
        List<NoteSignature> signatures =
                lines.stream().flatMap(line -> NoteSignature.of(line).stream()).toList();
        return lines.isEmpty() || lines.size() > MOST_SIGNATURES || signatures.size() < lines.size()
                ? Optional.empty()
                : Optional.of(new SignedNote(note.substring(0, gap + 1), signatures));
    }
}
