package pk.muhr.command.development;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where distributions put SoftHSM2's PKCS #11 module. The launcher looks in the same places. */
public final class SoftHsmLibrary {

    /** The fixed ones; there is one more for each processor's architecture. */
    public static final List<String> DIRECTORIES = List.of(
            "/usr/lib/softhsm",
            "/usr/lib64/softhsm",
            "/usr/lib64/pkcs11",
            "/usr/local/lib/softhsm",
            "/opt/homebrew/lib/softhsm");

    private static final Path BY_ARCHITECTURE = Path.of("/usr/lib"); // /usr/lib/<architecture>/softhsm
    private static final List<String> NAMES = List.of("libsofthsm2.so", "libsofthsm2.dylib");

    private SoftHsmLibrary() {}

    /**
     * Finds the module; {@code -Dmuhr.hsm.library=} names another, such as one that watches the calls on their way to
     * it.
     *
     * @throws Refused when it is in none of the known places
     */
    public static Path find() {
        return Optional.ofNullable(System.getProperty("muhr.hsm.library"))
                .map(Path::of)
                .orElseGet(SoftHsmLibrary::installed);
    }

    private static Path installed() {
        return directories().stream()
                .flatMap(directory -> NAMES.stream().map(directory::resolve))
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(() -> new Refused("SoftHSM2's PKCS #11 module was not found in "
                        + String.join(", ", DIRECTORIES)
                        + ". Install it: package softhsm2 on Debian, softhsm on Fedora,"
                        + " Alpine and Homebrew."));
    }

    private static List<Path> directories() {
        List<Path> found = new ArrayList<>(DIRECTORIES.stream().map(Path::of).toList());
        try (DirectoryStream<Path> architectures = Files.newDirectoryStream(BY_ARCHITECTURE, "*-linux-*")) {
            architectures.forEach(directory -> found.add(directory.resolve("softhsm")));
        } catch (IOException _) {
            return found; // no such layout here
        }
        return found;
    }
}
