package pk.muhr.evidence.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.log.LogEntries;
import pk.muhr.audit.log.OutsideFile;
import pk.muhr.audit.log.Tile;

/**
 * The log's entries beside the database, in the files and under the names of C2SP tlog-tiles: with them the tree can be made
 * again as far as it was signed. They name nobody.
 */
@ApplicationScoped
class KeptEntries {

    private static final String BELOW = "tile/entries/";

    private final LogEntries entries;
    private long whole; // bundles that are known to lie there

    KeptEntries(LogEntries entries) {
        this.entries = entries;
    }

    /**
     * Keeps what does not lie there yet of a tree.
     *
     * @param lying size of the checkpoint that lies there: files of its leaves are this log's, others may be anybody's
     */
    synchronized void keep(Path place, long lying, long size) {
        for (; whole < size / Tile.WIDTH; whole++) {
            Tile tile = new Tile(0, whole, Tile.WIDTH);
            if (!tile.isIn(lying) || Files.notExists(file(place, tile))) {
                write(place, tile);
            }
            discardParts(place, tile, Tile.WIDTH);
        }
        int rest = (int) (size % Tile.WIDTH);
        if (rest > 0) {
            Tile tile = new Tile(0, whole, rest);
            write(place, tile);
            discardParts(place, tile, rest);
        }
    }

    private void write(Path place, Tile tile) {
        OutsideFile.write(place, BELOW + tile.path(), out -> out.write(EntryBundle.of(entries.entries(tile))));
    }

    /** A wider one has all that these have. */
    private static void discardParts(Path place, Tile tile, int width) {
        try {
            for (Path part : parts(place, tile)) {
                if (Integer.parseInt(part.getFileName().toString()) < width) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> parts(Path place, Tile tile) throws IOException {
        Path directory = file(place, new Tile(0, tile.number(), 1)).getParent();
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    private static Path file(Path place, Tile tile) {
        return place.resolve(BELOW + tile.path());
    }

    /**
     * The entries of a tree of this size from a place on.
     *
     * @throws IOException when they do not all lie there
     */
    static List<byte[]> read(Path place, long from, long size) throws IOException {
        List<byte[]> found = new ArrayList<>();
        for (long number = from / Tile.WIDTH; number * Tile.WIDTH < size; number++) {
            long first = number * Tile.WIDTH;
            int wanted = (int) Math.min(Tile.WIDTH, size - first);
            List<byte[]> bundle = EntryBundle.read(bundle(place, number, wanted));
            if (bundle.size() < wanted) {
                throw new IOException(
                        place + " has " + bundle.size() + " of the " + wanted + " entries from " + first + " on");
            }
            found.addAll(bundle.subList((int) Math.max(0, from - first), wanted));
        }
        return found;
    }

    /** Exactly these, or a wider one: that may be of a later tree that was never signed. */
    private static byte[] bundle(Path place, long number, int wanted) throws IOException {
        Path exact = file(place, new Tile(0, number, wanted));
        return Files.exists(exact) ? Files.readAllBytes(exact) : widest(place, number);
    }

    private static byte[] widest(Path place, long number) throws IOException {
        Tile tile = new Tile(0, number, Tile.WIDTH);
        Path file = file(place, tile);
        if (Files.exists(file)) {
            return Files.readAllBytes(file);
        }
        Optional<Path> part = parts(place, tile).stream()
                .max(Comparator.comparingInt(
                        path -> Integer.parseInt(path.getFileName().toString())));
        return part.isPresent() ? Files.readAllBytes(part.get()) : new byte[0];
    }
}
