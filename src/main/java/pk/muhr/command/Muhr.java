package pk.muhr.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

import pk.muhr.command.development.Refused;

/**
 * The program. Without arguments it serves, with everything from configuration; that is production. With arguments the
 * first one names a sub-command.
 */
@QuarkusMain
public final class Muhr {

    Muhr() {}

    /** Ends with status 0, 1 when a command cannot go on, 2 when the command line is wrong. */
    public static void main(String... arguments) {
        if (arguments.length == 0) {
            Quarkus.run(Serving.class);
            return;
        }
        try {
            Command command = command(arguments[0]);
            List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
            if (rest.contains("--help") || rest.contains("-h")) {
                System.out.println("Usage: " + command.syntax());
                return;
            }
            command.run(Arguments.parse(command.syntax(), rest));
        } catch (Refused e) {
            System.err.println("muhr: " + e.getMessage());
            System.exit(e.exitStatus());
        } catch (UncheckedIOException e) {
            System.err.println("muhr: " + e.getMessage() + ": " + e.getCause().getMessage()
                    + ". Is the disk full, or the directory not writable?");
            System.exit(1);
        }
    }

    private static Command command(String name) {
        return commands().stream()
                .filter(command -> command.syntax().command().equals(name))
                .findFirst()
                .orElseThrow(() -> Refused.usage("`" + name + "` is not a command. There are:\n"
                        + commands().stream()
                                .map(command -> "  " + command.syntax())
                                .collect(Collectors.joining("\n"))));
    }

    private static List<Command> commands() {
        ProgramDirectory program = ProgramDirectory.ofThisProcess();
        Clock clock = Clock.systemUTC();
        return List.of(
                new StartCommand(program, clock, new SecureRandom()),
                new TokenCommand(program, clock, System.out),
                new OfficerCommand(System.out),
                new PolicyCommand(program, clock, System.in, utf8(FileDescriptor.out), utf8(FileDescriptor.err)),
                new AuditCommand(
                        program, utf8(FileDescriptor.out), utf8(FileDescriptor.err), clock, new SecureRandom()),
                new RepositoryCommand(program, System.out),
                new BenchCommand(program, clock, new SecureRandom(), System.out));
    }

    /** Section signs and names of people survive a terminal whose locale was never set. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
