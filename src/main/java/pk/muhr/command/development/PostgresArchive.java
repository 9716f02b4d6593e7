package pk.muhr.command.development;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs that come on the class path as a compressed archive, one for each kind of processor. */
final class PostgresArchive {

    private PostgresArchive() {}

    /**
     * Where the programs lie, unpacking them first when they are not there or come from another archive.
     *
     * @return empty when there is no archive for this machine
     */
    static Optional<Path> unpackedUnder(Path home) {
        String resource = "/postgres-linux-" + processor() + ".txz";
        if (PostgresArchive.class.getResource(resource) == null
                || !System.getProperty("os.name").startsWith("Linux")) {
            return Optional.empty();
        }
        Path software = home.resolve("software");
        Path origin = software.resolve("origin");
        try {
            String archive = origin(resource);
            if (!Files.exists(origin) || !Files.readString(origin).equals(archive)) {
                replace(software, resource, archive);
            }
        } catch (IOException e) {
            throw new Refused(
                    "PostgreSQL could not be unpacked into " + software + ": " + e.getMessage()
                            + ". Is the disk full, or the directory not writable?",
                    e);
        }
        return Optional.of(software.resolve("bin"));
    }

    private static String processor() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name.equals("aarch64") ? "arm_64" : name.equals("amd64") ? "x86_64" : name;
    }

    /** File name of the jar that holds the archive: it carries the version. */
    private static String origin(String resource) {
        String url = String.valueOf(PostgresArchive.class.getResource(resource));
        String jar = url.substring(0, Math.max(url.indexOf('!'), 0));
        return jar.substring(jar.lastIndexOf('/') + 1) + "\n";
    }

    /** Unpacks beside and moves into place, so a crash leaves either the old programs or the new ones. */
    private static void replace(Path software, String resource, String archive) throws IOException {
        Path fresh = software.resolveSibling("software.new");
        delete(fresh);
        unpack(resource, fresh);
        Files.writeString(fresh.resolve("origin"), archive);
        delete(software);
        Files.move(fresh, software, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(String resource, Path target) throws IOException {
        directory(target);
        try (InputStream raw = PostgresArchive.class.getResourceAsStream(resource);
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(raw)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = inside(target, entry.getName());
                if (!entry.getName().endsWith(".a")) { // for linking programs, not for running them
                    write(tar, entry, path, target);
                }
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path, Path target)
            throws IOException {
        if (entry.isDirectory()) {
            directory(path);
            return;
        }
        directory(path.getParent());
        if (entry.isSymbolicLink()) {
            inside(
                    target,
                    target.relativize(path.resolveSibling(entry.getLinkName()).normalize())
                            .toString());
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, inside(target, entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            String permissions = (entry.getMode() & 0b001_001_001) != 0 ? "rwxr-xr-x" : "rw-r--r--";
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private static Path inside(Path target, String name) throws IOException {
        Path path = target.resolve(name).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive's entry " + name + " points outside of it");
        }
        return path;
    }

    private static void directory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            if (!Files.isDirectory(path.getParent())) {
                directory(path.getParent());
            }
            Files.createDirectory(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> content = Files.walk(tree)) {
                for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
