package pk.muhr.command;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import pk.muhr.command.bench.Benches;
import pk.muhr.command.development.Progress;
import pk.muhr.command.development.Refused;
import pk.muhr.command.development.RunMode;

/** {@code bench}: measures the packaged service on data of its own. */
final class BenchCommand implements Command {

    private static final int MOST = 10_000;
    private static final int MOST_ROWS = 20_000_000;

    private final ProgramDirectory program;
    private final Clock clock;
    private final SecureRandom random;
    private final PrintStream out;

    BenchCommand(ProgramDirectory program, Clock clock, SecureRandom random, PrintStream out) {
        this.program = program;
        this.clock = clock;
        this.random = random;
        this.out = out;
    }

    @Override
    public Syntax syntax() {
        return new Syntax(
                "bench",
                List.of(String.join("|", Benches.names())),
                List.of(
                        new Syntax.Option("connections", "16"),
                        new Syntax.Option("warm-up", "10"),
                        new Syntax.Option("window", "10"),
                        new Syntax.Option("entries", "1000000"),
                        new Syntax.Option("certificates", "1000000")));
    }

    @Override
    public void run(Arguments arguments) {
        RunMode.ofThisProcess().requireDevelopment("`bench`");
        Optional<String> name = arguments.words().stream().findFirst();
        new Benches(program.path(), clock, random, Progress.onStandardError())
                .run(
                        name,
                        new Benches.Settings(
                                number(arguments, "connections", 16),
                                Duration.ofSeconds(number(arguments, "warm-up", 10)),
                                Duration.ofSeconds(number(arguments, "window", 10)),
                                number(arguments, "entries", 1_000_000, MOST_ROWS),
                                arguments.option("certificates").isEmpty()
                                        ? OptionalInt.empty()
                                        : OptionalInt.of(number(arguments, "certificates", 0, MOST_ROWS))),
                        out);
    }

    private int number(Arguments arguments, String option, int otherwise) {
        return number(arguments, option, otherwise, MOST);
    }

    private int number(Arguments arguments, String option, int otherwise, int most) {
        String text = arguments.option(option).orElse("" + otherwise);
        if (!text.matches("[0-9]{1,8}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw Refused.usage(
                    "--" + option + " " + text + " is not a number from 1 to " + most + ". Usage: " + syntax());
        }
        return Integer.parseInt(text);
    }
}
