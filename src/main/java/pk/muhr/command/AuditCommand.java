package pk.muhr.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import pk.muhr.audit.log.LogVerifier;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.audit.log.WitnessKey;
import pk.muhr.command.development.Refused;
import pk.muhr.evidence.export.Disproved;
import pk.muhr.evidence.export.ExportVerifier;

/**
 * {@code audit verify} checks exports of the audit log with the log's public key alone, {@code audit witness} is a witness of
 * logs: neither needs a database, a token or a service. {@code audit reconcile} holds a database against its log.
 */
final class AuditCommand implements Command {

    private static final Syntax VERIFY = new Syntax(
            "audit verify",
            List.of("FILE…"),
            List.of(
                    new Syntax.Option("key", "FILE|KEY"),
                    new Syntax.Option("checkpoint", "FILE"),
                    new Syntax.Option("witness", "FILE|KEY…")));

    private static final Syntax WITNESS = new Syntax(
            "audit witness",
            List.of(),
            List.of(
                    new Syntax.Option("directory", "DIR"),
                    new Syntax.Option("log", "FILE|KEY…"),
                    new Syntax.Option("name", "NAME"),
                    new Syntax.Option("address", "HOST:PORT")));

    private static final Syntax RECONCILE = new Syntax(
            "audit reconcile",
            List.of(),
            Stream.concat(
                            Stream.of(
                                    new Syntax.Option("data", "DIR"),
                                    new Syntax.Option("outside", "DIR"),
                                    new Syntax.Option("signatures", "LABEL=COUNT…")),
                            DatabaseOptions.OPTIONS.stream())
                    .toList());

    private static final List<Syntax> ALL = List.of(VERIFY, WITNESS, RECONCILE);

    private final PrintStream out;
    private final WitnessProcess witness;
    private final ReconcileCommand reconcile;

    AuditCommand(ProgramDirectory program, PrintStream out, PrintStream errors, Clock clock, SecureRandom random) {
        this.out = out;
        this.witness = new WitnessProcess(WITNESS, out, errors, clock, random);
        this.reconcile = new ReconcileCommand(RECONCILE, program, out);
    }

    @Override
    public Syntax syntax() {
        return new Syntax(
                "audit",
                List.of("verify|witness|reconcile", "FILE…"),
                ALL.stream().flatMap(each -> each.options().stream()).toList());
    }

    @Override
    public void run(Arguments arguments) {
        List<String> words = arguments.words();
        switch (words.isEmpty() ? "" : words.getFirst()) {
            case "verify" -> verify(of(VERIFY, arguments));
            case "witness" -> witness.run(of(WITNESS, arguments));
            case "reconcile" -> reconcile.run(of(RECONCILE, arguments));
            default ->
                throw Refused.usage(
                        ALL.stream().map(Syntax::toString).collect(Collectors.joining("\n   or: ", "Usage: ", "")));
        }
    }

    /** What belongs to this one of them. */
    private static Arguments of(Syntax syntax, Arguments arguments) {
        arguments.options().keySet().stream()
                .filter(option -> !syntax.knows(option))
                .findFirst()
                .ifPresent(option -> {
                    throw Refused.usage("`--" + option + "` is not an option of this command. Usage: " + syntax);
                });
        List<String> rest = arguments.words().subList(1, arguments.words().size());
        if (!syntax.takes(rest.size())) {
            throw Refused.usage("`" + rest.getLast() + "` is more than this command takes. Usage: " + syntax);
        }
        return new Arguments(rest, arguments.options());
    }

    private void verify(Arguments arguments) {
        if (arguments.words().isEmpty()) {
            throw Refused.usage("Usage: " + VERIFY);
        }
        String key = arguments
                .option("key")
                .orElseThrow(
                        () -> Refused.usage("Say with --key whose signature counts: the log's public key, or a file"
                                + " with it. Usage: " + VERIFY));
        ExportVerifier verifier = new ExportVerifier(
                logs(key),
                arguments.path("checkpoint").map(AuditCommand::note),
                arguments.all("witness").stream()
                        .flatMap(text ->
                                keys(text, WitnessKey::of, "a key of a witness", "as `muhr audit witness` prints it")
                                        .stream())
                        .distinct()
                        .toList());
        arguments.words().stream().map(Path::of).forEach(file -> verify(verifier, file));
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

    /** The keys of a log, from the key or a file. */
    static List<LogVerifier> logs(String text) {
        return keys(text, LogVerifier::of, "a public key of the log", "as http://HOST/log/key answers them");
    }

    private static <T> List<T> keys(String text, Function<String, Optional<T>> reading, String what, String where) {
        Optional<T> key = reading.apply(text);
        if (key.isPresent()) {
            return List.of(key.get());
        }
        Refused none = new Refused(text + " is neither " + what + " nor a file with such keys, " + where + ".");
        List<T> keys = text(Path.of(text))
                .lines()
                .map(line -> reading.apply(line).orElseThrow(() -> none))
                .toList();
        if (keys.isEmpty()) {
            throw none;
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
