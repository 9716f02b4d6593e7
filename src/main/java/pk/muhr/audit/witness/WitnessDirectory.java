package pk.muhr.audit.witness;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.audit.log.TreeHead;
import pk.muhr.audit.log.WitnessKey;
import pk.muhr.x509.Sha256;

/**
 * What a witness keeps: its key, and the last checkpoint of each log, for one process at a time. Each file is there whole or
 * not at all, and on the disk when a method returns.
 */
public final class WitnessDirectory implements AutoCloseable {

    private static final String KEY = "key.pem";
    private static final String VERIFIER = "vkey";
    private static final String STATE = "state";

    /** Between notes; none has it. */
    private static final String GAP = "\n\n\n";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> FOR_OWNER =
            PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    private final Path directory;
    private final FileChannel lock;
    private final CosigningKey key;
    private final Map<String, SignedNote> last;

    private WitnessDirectory(Path directory, FileChannel lock, CosigningKey key, Map<String, SignedNote> last) {
        this.directory = directory;
        this.lock = lock;
        this.key = key;
        this.last = last;
    }

    /**
     * Takes the directory. The first time it is made, with a key.
     *
     * @param name of the witness; needed the first time, and never another
     * @throws WitnessUnusable when another process has it, or it is not as a witness left it
     * @throws IOException when it cannot be read or written
     */
    public static WitnessDirectory open(Path directory, Optional<String> name, SecureRandom random) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel lock =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!isTaken(lock)) {
                throw new WitnessUnusable("Another witness runs on " + directory + ". Use that one, or stop it first.");
            }
            if (!Files.exists(directory.resolve(VERIFIER))) {
                begin(directory, name, random);
            }
            CosigningKey key = key(directory, name);
            return new WitnessDirectory(directory, lock, key, state(directory));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static boolean isTaken(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false; // by this very process
        }
    }

    /** The name comes last: a crash before leaves a key that never signed, which the next start takes. */
    private static void begin(Path directory, Optional<String> name, SecureRandom random) throws IOException {
        String called = name.orElseThrow(() -> new WitnessUnusable("There is no witness in " + directory
                + " yet. Say with --name what the new one is called, such as witness.example.gov.pk/council."));
        if (!Files.exists(directory.resolve(KEY))) {
            write(directory, KEY, CosigningKey.generate(random));
        }
        if (Files.exists(directory.resolve(STATE)) && !read(directory, STATE).isEmpty()) {
            throw new WitnessUnusable(directory + " has the state of a witness and no file `vkey`. Bring it back.");
        }
        CosigningKey key = named(directory, called);
        write(directory, STATE, "");
        write(directory, VERIFIER, key.verifier().text() + "\n");
    }

    private static CosigningKey named(Path directory, String name) throws IOException {
        Path file = directory.resolve(KEY);
        if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
            throw new WitnessUnusable("Others than its owner may read " + file
                    + ". If nobody did, chmod 600 it; else begin" + " a new witness in another directory.");
        }
        try {
            return CosigningKey.of(name, read(directory, KEY));
        } catch (IllegalArgumentException e) {
            throw new WitnessUnusable("A witness cannot be called `" + name
                    + "`: a name has no spaces and no plus sign, such as witness.example.gov.pk/council.");
        }
    }

    private static CosigningKey key(Path directory, Optional<String> name) throws IOException {
        for (String file : new String[] {KEY, STATE}) {
            if (!Files.exists(directory.resolve(file))) {
                throw new WitnessUnusable(
                        directory.resolve(file) + " is missing, without which a witness must not go on."
                                + " Begin a new one in another directory, under another name.");
            }
        }
        WitnessKey known = WitnessKey.of(read(directory, VERIFIER))
                .orElseThrow(
                        () -> new WitnessUnusable(directory.resolve(VERIFIER) + " is not as the witness left it."));
        if (name.filter(other -> !other.equals(known.name())).isPresent()) {
            throw new WitnessUnusable("The witness in " + directory + " is called " + known.name()
                    + ", and its name never changes. Leave --name away, or name another directory.");
        }
        CosigningKey key = named(directory, known.name());
        if (!key.verifier().equals(known)) {
            throw new WitnessUnusable(directory.resolve(KEY) + " is not the key of the witness in this directory.");
        }
        return key;
    }

    private static Map<String, SignedNote> state(Path directory) throws IOException {
        Map<String, SignedNote> last = new TreeMap<>();
        String text = read(directory, STATE);
        if (text.isEmpty()) {
            return last;
        }
        for (String each : text.split(GAP)) {
            String note = each.endsWith("\n") ? each : each + "\n";
            SignedNote read = SignedNote.of(note).orElseThrow(() -> unreadable(directory));
            String origin = Checkpoint.withExtensions(read.text())
                    .orElseThrow(() -> unreadable(directory))
                    .origin();
            if (last.put(origin, read) != null) {
                throw unreadable(directory);
            }
        }
        return last;
    }

    private static WitnessUnusable unreadable(Path directory) {
        return new WitnessUnusable(directory.resolve(STATE)
                + " is not as the witness left it. Begin a new one in another" + " directory, under another name.");
    }

    CosigningKey key() {
        return key;
    }

    /** Its public half. */
    public WitnessKey verifier() {
        return key.verifier();
    }

    /** The tree of this log that was signed last; the empty one before the first. */
    TreeHead last(String origin) {
        return Optional.ofNullable(last.get(origin))
                .flatMap(note -> Checkpoint.withExtensions(note.text()))
                .map(Checkpoint::head)
                .orElse(TreeHead.EMPTY);
    }

    /** This is the last one from now on. */
    void replace(String origin, SignedNote note) throws IOException {
        Map<String, SignedNote> next = new TreeMap<>(last);
        next.put(origin, note);
        write(
                directory,
                STATE,
                String.join(
                        "\n\n", next.values().stream().map(SignedNote::encoded).toList()));
        last.put(origin, note);
    }

    /** The proof that a log signed two trees of one size: this one, and that in the state. */
    void keepFork(SignedNote note) throws IOException {
        Sha256 text = Sha256.of(note.text().getBytes(StandardCharsets.UTF_8));
        write(directory, "fork-" + text.hex(), note.encoded());
    }

    private static String read(Path directory, String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    private static void write(Path directory, String name, String content) throws IOException {
        Path part = directory.resolve("." + name + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, FOR_OWNER);
        Files.writeString(part, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(part, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
