package pk.muhr.command.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;

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
        try (OpenSsl openssl = new OpenSsl()) {
            prepare(openssl, entries);
            long before = ended();
            openssl.run("ca -config ca.cnf -gencrl -cert ca.pem -keyfile ca.key -out crl");
            long ticks = ended() - before;
            if (Files.size(openssl.file("crl")) < 40L * entries) {
                throw new Refused("openssl made a CRL that is too short.");
            }
            return Duration.ofMillis(10 * ticks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void prepare(OpenSsl openssl, int entries) throws IOException {
        Files.writeString(openssl.file("ca.cnf"), CONFIGURATION);
        Files.writeString(openssl.file("number"), "01\n");
        openssl.run("ecparam -name secp384r1 -genkey -noout -out ca.key");
        openssl.run("req -x509 -new -key ca.key -subj /C=PK/CN=Bench -days 3 -out ca.pem");
        Random random = new Random(1);
        try (BufferedWriter index = Files.newBufferedWriter(openssl.file("index.txt"))) {
            byte[] serial = new byte[16];
            for (int i = 0; i < entries; i++) {
                random.nextBytes(serial);
                serial[0] = (byte) (64 + (serial[0] & 31));
                index.write("R\t491231235959Z\t260101000000Z,superseded\t"
                        + HexFormat.of().withUpperCase().formatHex(serial) + "\tunknown\t/CN=" + i + "\n");
            }
        }
    }

    /** What children of this process took that ended. */
    private static long ended() throws IOException {
        return ProcessorTime.Usage.parse(Files.readString(OWN)).ended();
    }
}
