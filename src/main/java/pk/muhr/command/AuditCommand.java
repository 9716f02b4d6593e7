package pk.muhr.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import pk.muhr.audit.log.LogVerifier;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.command.development.Refused;
import pk.muhr.evidence.export.Disproved;
import pk.muhr.evidence.export.ExportVerifier;

/** {@code audit verify}: checks exports of the audit log with the log's public key alone. */
final class AuditCommand implements Command {

    private static final String HOW =
            " is neither a public key of the log nor a file with such keys, as http://HOST/log/key" + " answers them.";

    private final PrintStream out;

    AuditCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Syntax syntax() {
        return new Syntax(
                "audit",
                List.of("verify", "FILE…"),
                List.of(new Syntax.Option("key", "FILE|KEY"), new Syntax.Option("checkpoint", "FILE")));
    }

    @Override
    public void run(Arguments arguments) {
        List<String> words = arguments.words();
        if (words.size() < 2 || !words.getFirst().equals("verify")) {
            throw Refused.usage("Usage: " + syntax());
        }
        String key = arguments
                .option("key")
                .orElseThrow(
                        () -> Refused.usage("Say with --key whose signature counts: the log's public key, or a file"
                                + " with it. Usage: " + syntax()));
        ExportVerifier verifier =
                new ExportVerifier(keys(key), arguments.path("checkpoint").map(AuditCommand::note));
        words.stream().skip(1).map(Path::of).forEach(file -> verify(verifier, file));
    }

    private void verify(ExportVerifier verifier, Path file) {
        out.println(file);
        try {
            verifier.verify(file).forEach(sentence -> out.println("  " + sentence));
        } catch (Disproved e) {
            throw new Refused("NOT VERIFIED. " + e.getMessage(), e);
        } catch (IOException e) {
            throw new Refused(file + " cannot be read: " + e.getMessage() + ".", e);
        }
        out.println("verified");
    }

    private static List<LogVerifier> keys(String text) {
        Optional<LogVerifier> key = LogVerifier.of(text);
        if (key.isPresent()) {
            return List.of(key.get());
        }
        List<LogVerifier> keys = text(Path.of(text))
                .lines()
                .map(line -> LogVerifier.of(line).orElseThrow(() -> new Refused(text + HOW)))
                .toList();
        if (keys.isEmpty()) {
            throw new Refused(text + HOW);
        }
        return keys;
    }

    private static SignedNote note(Path file) {
        return SignedNote.of(text(file))
                .orElseThrow(
                        () -> new Refused(file + " is not a checkpoint, as http://HOST/log/checkpoint answers it."));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Refused(file + " cannot be read: is it there, and a text?", e);
        }
    }
}
