package pk.muhr.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import pk.muhr.command.development.DatabaseAccess;
import pk.muhr.command.development.Refused;

/** How a person says which database a command works on. */
final class DatabaseOptions {

    static final List<Syntax.Option> OPTIONS = List.of(
            new Syntax.Option("database", "JDBC-URL"),
            new Syntax.Option("user", "ROLE"),
            new Syntax.Option("password-file", "FILE"));

    private DatabaseOptions() {}

    /** @throws Refused when something is missing, or is no address */
    static DatabaseAccess access(Arguments arguments, Syntax syntax) {
        String url = required(arguments, syntax, "database");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw Refused.usage("--database " + url + " is not an address such as jdbc:postgresql://HOST/muhr.");
        }
        Path file = Path.of(required(arguments, syntax, "password-file"));
        try {
            return new DatabaseAccess(
                    url,
                    arguments.option("user").orElse("muhr_app"),
                    Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the password cannot be read from " + file, e);
        }
    }

    private static String required(Arguments arguments, Syntax syntax, String name) {
        return arguments.option(name).orElseThrow(() -> Refused.usage("--" + name + " is missing. Usage: " + syntax));
    }
}
