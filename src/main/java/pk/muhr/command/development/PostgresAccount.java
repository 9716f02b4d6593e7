package pk.muhr.command.development;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Who PostgreSQL runs as. It refuses to run as root, so root gives its rights up for it: in a user namespace of its own
 * where the kernel allows one ({@code unshare -U}: files still belong to root), else as another user
 * ({@code setpriv}: data must belong to that one, and it must be able to reach them).
 *
 * @param prefix words before the command
 * @param owner the user its files must belong to, where that is not the user we are
 */
record PostgresAccount(List<String> prefix, OptionalInt owner) {

    private static final int NOBODY = 65_534;

    /**
     * Chooses for a data directory; one that exists already decides by its owner.
     *
     * @throws Refused when this user cannot run a database there
     */
    static PostgresAccount choose(Path data) {
        int self = uid(Path.of("/proc/self"));
        int owner = Files.exists(data) ? uid(data) : self;
        if (self != 0) {
            if (owner != self) {
                throw new Refused("The database in " + data + " belongs to user " + owner + ", not to you (user " + self
                        + "). Start as that user, or name another directory with --data.");
            }
            return new PostgresAccount(List.of(), OptionalInt.empty());
        }
        if (owner == 0 && succeeds(List.of("unshare", "-U", "true"))) {
            return new PostgresAccount(List.of("unshare", "-U"), OptionalInt.empty());
        }
        int other = owner == 0 ? NOBODY : owner;
        PostgresAccount account = new PostgresAccount(
                List.of("setpriv", "--reuid=" + other, "--regid=" + other, "--clear-groups"), OptionalInt.of(other));
        if (Files.exists(data) && owner == 0 || !succeeds(account.command("true"))) {
            throw new Refused("PostgreSQL does not run as root, and here neither `unshare -U` nor `setpriv` (package"
                    + " util-linux) gives root's rights up for it. Start as an ordinary user.");
        }
        return account;
    }

    /** The command as this account runs it. */
    List<String> command(String... words) {
        return Stream.concat(prefix.stream(), List.of(words).stream()).toList();
    }

    /** Gives a file or directory to the database's user. */
    void give(Path path) {
        if (owner.isEmpty()) {
            return;
        }
        try {
            Files.setAttribute(path, "unix:uid", owner.getAsInt());
            Files.setAttribute(path, "unix:gid", owner.getAsInt());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give " + path + " to user " + owner.getAsInt(), e);
        }
    }

    /**
     * Lets another user pass through these directories (pass, not list), where one is needed.
     *
     * @throws Refused when that user still cannot reach the last of them
     */
    void openWay(Path... directories) {
        if (owner.isEmpty()) {
            return;
        }
        try {
            for (Path directory : directories) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot change the permissions of a directory", e);
        }
        Path last = directories[directories.length - 1];
        if (!succeeds(command("test", "-x", last.toString()))) {
            throw new Refused("PostgreSQL runs as user " + owner.getAsInt() + " here, because it refuses root, and that"
                    + " user cannot reach " + last + ". Name a directory with --data that everybody may pass through"
                    + " (such as one under /var/lib), or start as an ordinary user.");
        }
    }

    private static int uid(Path path) {
        try {
            return (Integer) Files.getAttribute(path, "unix:uid");
        } catch (IOException | UnsupportedOperationException _) {
            return "root".equals(System.getProperty("user.name")) ? 0 : -1; // no /proc
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
