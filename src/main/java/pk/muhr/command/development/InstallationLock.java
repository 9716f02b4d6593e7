package pk.muhr.command.development;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One service for a data directory. The operating system drops the lock when the process ends, however it ends, so a
 * {@code kill -9} leaves nothing to clean up.
 */
public final class InstallationLock implements AutoCloseable {

    static final String FILE = "lock";

    private final FileChannel channel;

    private InstallationLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock, making the directory where it is missing.
     *
     * @throws Refused when another process holds it
     */
    public static InstallationLock take(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve(FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new Refused("Another `muhr start` runs on " + directory
                        + ". Use that one, stop it first, or name another directory with --data.");
            }
            return new InstallationLock(channel);
        } catch (IOException e) {
            throw new Refused(
                    "The data directory " + directory + " cannot be used: " + e
                            + ". Make it writable, or name another with --data.",
                    e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false; // held by this very process
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock's file does not close", e);
        }
    }
}
