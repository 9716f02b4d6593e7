package pk.muhr.command;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import pk.muhr.command.development.Installation;
import pk.muhr.command.development.Refused;
import pk.muhr.revocation.observer.RepositoryCopy;

/** {@code repository export}: the public repository as files, over the network alone, for any web server. */
final class RepositoryCommand implements Command {

    private final ProgramDirectory program;
    private final PrintStream out;

    RepositoryCommand(ProgramDirectory program, PrintStream out) {
        this.program = program;
        this.out = out;
    }

    @Override
    public Syntax syntax() {
        return new Syntax(
                "repository",
                List.of("export", "DIR"),
                List.of(new Syntax.Option("url", "http://HOST:PORT"), new Syntax.Option("data", "DIR")));
    }

    @Override
    public void run(Arguments arguments) {
        if (arguments.words().size() != 2 || !arguments.words().getFirst().equals("export")) {
            throw Refused.usage("Usage: " + syntax());
        }
        RepositoryCopy copy =
                new RepositoryCopy(source(arguments), Path.of(arguments.words().getLast()));
        try {
            List<String> faults = copy.copy();
            out.println(copy.copied() + " files");
            if (!faults.isEmpty()) {
                throw new Refused(String.join("\n", faults) + "\nThe files before stay; look at the service.");
            }
        } catch (IOException e) {
            throw new Refused(
                    "The repository cannot be copied: "
                            + (e.getMessage() == null ? "no answer" : e.getMessage())
                            + ". Is the service up?",
                    e);
        }
    }

    /** A development installation's name leads nowhere, so it is asked on this machine. */
    private URI source(Arguments arguments) {
        return arguments
                .option("url")
                .map(url -> URI.create(url.replaceAll("/+$", "")))
                .orElseGet(() -> URI.create("http://localhost:"
                        + Installation.open(arguments.path("data").orElse(program.defaultData()))
                                .publicUrl()
                                .port()));
    }
}
