package pk.muhr.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import pk.muhr.command.development.DatabaseAccess;
import pk.muhr.command.development.EmbeddedPostgres;
import pk.muhr.command.development.Installation;
import pk.muhr.command.development.Refused;
import pk.muhr.evidence.log.Outside;
import pk.muhr.evidence.reconcile.Reconciliation;

/**
 * {@code audit reconcile}: holds a database against itself, its log and what lies outside, and says each difference. It only
 * reads.
 */
final class ReconcileCommand {

    private final Syntax syntax;
    private final ProgramDirectory program;
    private final PrintStream out;

    ReconcileCommand(Syntax syntax, ProgramDirectory program, PrintStream out) {
        this.syntax = syntax;
        this.program = program;
        this.out = out;
    }

    void run(Arguments arguments) {
        Optional<Installation> development = arguments.option("database").isPresent()
                ? Optional.empty()
                : Optional.of(Installation.open(arguments.path("data").orElse(program.defaultData())));
        DatabaseAccess database = development
                .map(installation -> EmbeddedPostgres.applicationAccess(installation.postgres()))
                .orElseGet(() -> DatabaseOptions.access(arguments, syntax));
        Optional<Path> outside = arguments.path("outside").or(() -> development.map(Installation::checkpoints));
        outside.filter(place -> !Files.isDirectory(place)).ifPresent(place -> {
            throw new Refused(place + " is not a directory. It is the service's muhr.log.directory.");
        });
        long differences = compare(database, outside.map(Outside::new), counted(arguments));
        if (differences > 0) {
            throw new Refused("%,d differences.".formatted(differences));
        }
        out.println("everything agrees" + (outside.isPresent() ? "" : "; nothing outside was looked at"));
    }

    private long compare(DatabaseAccess database, Optional<Outside> outside, Map<String, Long> counted) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return new Reconciliation(connection, out::println).run(outside, counted);
        } catch (SQLException e) {
            throw new Refused(
                    "The database " + database + " cannot be read: " + e.getMessage() + ". Is it up? In development it"
                            + " is while the service is.",
                    e);
        } catch (IOException e) {
            throw new Refused("What lies outside cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static Map<String, Long> counted(Arguments arguments) {
        Map<String, Long> counted = new HashMap<>();
        for (String each : arguments.all("signatures")) {
            List<String> parts = List.of(each.split("=", 2));
            if (parts.size() != 2 || !parts.getLast().matches("[0-9]{1,18}")) {
                throw Refused.usage("--signatures " + each + " is not a key's label, = and the count of its token.");
            }
            counted.put(parts.getFirst(), Long.valueOf(parts.getLast()));
        }
        return counted;
    }
}
