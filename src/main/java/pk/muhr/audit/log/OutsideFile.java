package pk.muhr.audit.log;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;

import pk.muhr.x509.Content;

/** A file in the directory that lies beside the database: whole or not at all, whoever else writes there and whenever the power goes. */
public final class OutsideFile {

    private OutsideFile() {}

    /**
     * Puts it there in the place of the one before.
     *
     * @param place the directory, which is not made here
     * @param name with {@code /} between the names of directories in it, which are
     * @return its time, by which it is known from what others write in its place
     * @throws UncheckedIOException when that fails; then the one before lies there
     */
    public static FileTime write(Path place, String name, Content content) {
        Path file = place.resolve(name);
        try {
            directories(place, file.getParent());
            return write(place, file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be kept in " + place, e);
        }
    }

    private static FileTime write(Path place, Path file, Content content) throws IOException {
        Path part = Files.createTempFile(place, ".", ".part");
        try {
            try (FileOutputStream out = new FileOutputStream(part.toFile());
                    OutputStream buffered = new BufferedOutputStream(out)) {
                content.writeTo(buffered);
                buffered.flush();
                out.getFD().sync();
            }
            FileTime modified = Files.getLastModifiedTime(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            settle(file.getParent());
            return modified;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void directories(Path place, Path directory) throws IOException {
        if (!directory.equals(place) && Files.notExists(directory)) {
            directories(place, directory.getParent());
            Files.createDirectory(directory);
            settle(directory.getParent());
        }
    }

    private static void settle(Path directory) throws IOException {
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}
