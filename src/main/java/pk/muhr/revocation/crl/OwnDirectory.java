package pk.muhr.revocation.crl;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

/**
 * A directory for this process alone, below one that many may share. It is locked for as long as the process lives, so
 * what a killed one left is known by its lock, and goes when the next directory is made.
 */
final class OwnDirectory implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OwnDirectory.class);
    private static final String PREFIX = "process-";
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;

    private OwnDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes one. One process at a time, so that none takes another's for abandoned before it is locked. */
    static OwnDirectory below(Path shared) throws IOException {
        try (FileChannel turn = channel(shared);
                FileLock _ = turn.lock()) {
            removeAbandoned(shared);
            Path path = Files.createTempDirectory(shared, PREFIX);
            FileChannel lock = channel(path);
            lock.lock();
            return new OwnDirectory(path, lock);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        remove(path);
        lock.close();
    }

    private static FileChannel channel(Path directory) throws IOException {
        return FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** One that cannot be removed is no reason to publish nothing. */
    private static void removeAbandoned(Path shared) throws IOException {
        for (Path directory : list(shared)) {
            if (directory.getFileName().toString().startsWith(PREFIX)) {
                try (FileChannel channel = channel(directory)) {
                    if (isFree(channel)) {
                        remove(directory);
                    }
                } catch (IOException e) {
                    LOG.warnf("%s, which a killed process may have left, cannot be removed: %s", directory, e);
                }
            }
        }
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false; // held by this very process
        }
    }

    private static void remove(Path directory) throws IOException {
        for (Path file : list(directory)) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(directory);
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> content = Files.list(directory)) {
            return content.toList();
        }
    }
}
