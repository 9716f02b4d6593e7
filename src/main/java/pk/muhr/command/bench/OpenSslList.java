package pk.muhr.command.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import pk.muhr.command.development.Refused;

/** The same list made by {@code openssl ca -gencrl} from its own kind of database, with a key of the same kind in a file. */
final class OpenSslList {

    private static final Path OWN = Path.of("/proc/self/stat");
    private static final String CONFIGURATION = """
            [ca]
            default_ca = bench
            [bench]
            database = index.txt
            crlnumber = number
            default_md = sha384
            default_crl_days = 4
            crl_extensions = extensions
            unique_subject = no
            [extensions]
            authorityKeyIdentifier = keyid
            """;

    private OpenSslList() {}

    /** Processor time of the list. */
    static Duration make(int entries) {
        try {
            Path directory = Files.createTempDirectory("bench-crl-");
            try {
                prepare(directory, entries);
                long before = ended();
                run(
                        directory,
                        "ca",
                        "-config",
                        "ca.cnf",
                        "-gencrl",
                        "-cert",
                        "ca.pem",
                        "-keyfile",
                        "ca.key",
                        "-out",
                        "crl");
                long ticks = ended() - before;
                if (Files.size(directory.resolve("crl")) < 40L * entries) {
                    throw new Refused("openssl made a CRL that is too short.");
                }
                return Duration.ofMillis(10 * ticks);
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void prepare(Path directory, int entries) throws IOException {
        Files.writeString(directory.resolve("ca.cnf"), CONFIGURATION);
        Files.writeString(directory.resolve("number"), "01\n");
        run(directory, "ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", "ca.key");
        run(
                directory,
                "req",
                "-x509",
                "-new",
                "-key",
                "ca.key",
                "-subj",
                "/C=PK/CN=Bench",
                "-days",
                "3",
                "-out",
                "ca.pem");
        Random random = new Random(1);
        try (BufferedWriter index = Files.newBufferedWriter(directory.resolve("index.txt"))) {
            byte[] serial = new byte[16];
            for (int i = 0; i < entries; i++) {
                random.nextBytes(serial);
                serial[0] = (byte) (64 + (serial[0] & 31));
                index.write("R\t491231235959Z\t260101000000Z,superseded\t"
                        + HexFormat.of().withUpperCase().formatHex(serial) + "\tunknown\t/CN=" + i + "\n");
            }
        }
    }

    private static void run(Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new Refused(
                        "openssl " + arguments[0] + " failed: " + Files.readString(directory.resolve("said")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What children of this process took that ended. */
    private static long ended() throws IOException {
        return ProcessorTime.Usage.parse(Files.readString(OWN)).ended();
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
