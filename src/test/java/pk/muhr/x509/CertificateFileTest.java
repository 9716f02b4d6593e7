package pk.muhr.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as OpenSSL and keytool write them, told apart by their content. */
class CertificateFileTest {

    @TempDir
    static Path place;

    /** Two certificates and every form of their keys. */
    @BeforeAll
    static void write() throws Exception {
        sh("openssl req -x509 -newkey rsa:2048 -nodes -keyout rsa.key -out rsa.pem -subj /CN=one -addext"
                + " basicConstraints=critical,CA:FALSE");
        sh("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ec.key -out ec.pem"
                + " -subj /CN=top");
        sh("openssl x509 -in rsa.pem -outform DER -out rsa.cer");
        sh("openssl x509 -in rsa.pem -text -out text.pem");
        sh("openssl crl2pkcs7 -nocrl -certfile ec.pem -certfile rsa.pem -out chain.p7b");
        sh("openssl crl2pkcs7 -nocrl -certfile ec.pem -certfile rsa.pem -outform DER -out chain.p7c");
        sh("openssl pkcs8 -topk8 -nocrypt -in rsa.key -outform DER -out pkcs8.der");
        sh("openssl pkcs8 -topk8 -in rsa.key -passout pass:secret -outform DER -out encrypted.der");
        sh("openssl rsa -in rsa.key -traditional -outform DER -out pkcs1.der");
        sh("openssl ec -in ec.key -outform DER -out sec1.der");
        sh("openssl pkcs12 -export -in rsa.pem -inkey rsa.key -passout pass:secret -out store.p12");
        sh("keytool -importcert -noprompt -alias a -file rsa.pem -storetype JKS -storepass secret -keystore store.jks");
        sh("openssl req -new -key ec.key -subj /CN=x -out request.csr");
        sh("openssl pkey -in ec.key -pubout -out public.pem");
        Files.write(place.resolve("base64.txt"), Base64.getEncoder().encode(bytes("pkcs8.der")));
        Files.writeString(place.resolve("both.pem"), text("rsa.pem") + text("rsa.key"));
        Files.writeString(place.resolve("cut.pem"), text("rsa.key").substring(0, 200));
        Files.writeString(place.resolve("wide.pem"), "\ufeff" + text("rsa.key"), StandardCharsets.UTF_16LE);
    }

    private static void sh(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command.split(" "))
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("said").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s: %s", command, text("said")).isZero();
    }

    private static byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(place.resolve(file));
    }

    private static String text(String file) throws IOException {
        return new String(bytes(file), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa.pem", "rsa.cer", "text.pem", "chain.p7b", "chain.p7c"})
    void findsTheCertificateOfAFile(String file) throws Exception {
        Certificate wanted = Certificate.of(Der.of(bytes("rsa.cer")));
        assertThat(CertificateFile.read(bytes(file)))
                .isInstanceOfSatisfying(CertificateFile.Certificates.class, found -> assertThat(found.subject())
                        .isEqualTo(wanted));
    }

    @Test
    void readsBareBase64AndTwoOctetsACharacter() throws Exception {
        byte[] bare = Base64.getMimeEncoder().encode(bytes("rsa.cer"));
        assertThat(CertificateFile.read(bare)).isInstanceOf(CertificateFile.Certificates.class);
        byte[] wide = ("\ufeff" + text("rsa.pem")).getBytes(StandardCharsets.UTF_16LE);
        assertThat(CertificateFile.read(wide)).isInstanceOf(CertificateFile.Certificates.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsa.key",
                "ec.key",
                "pkcs8.der",
                "encrypted.der",
                "pkcs1.der",
                "sec1.der",
                "store.p12",
                "store.jks",
                "base64.txt",
                "both.pem",
                "cut.pem",
                "wide.pem"
            })
    void recognisesEveryFormOfAPrivateKey(String file) throws Exception {
        assertThat(CertificateFile.read(bytes(file))).isInstanceOf(CertificateFile.PrivateKey.class);
    }

    @Test
    void saysWhatElseAFileIs() throws Exception {
        assertThat(CertificateFile.read(bytes("request.csr")))
                .isEqualTo(new CertificateFile.Another(CertificateFile.Kind.REQUEST));
        assertThat(CertificateFile.read(bytes("public.pem")))
                .isEqualTo(new CertificateFile.Another(CertificateFile.Kind.PUBLIC_KEY));
        for (String nothing : new String[] {"", "\0", "hello", "%PDF-1.7", "-----BEGIN CERTIFICATE-----", "0\u0080"}) {
            assertThat(CertificateFile.read(nothing.getBytes(StandardCharsets.ISO_8859_1)))
                    .as(nothing)
                    .isEqualTo(new CertificateFile.Another(CertificateFile.Kind.UNKNOWN));
        }
    }

    @Test
    void endsWithAnAnswerWhateverIsDamaged() throws Exception {
        Random random = new Random(7);
        for (String file : new String[] {"rsa.cer", "chain.p7c", "rsa.pem", "store.p12", "request.csr"}) {
            byte[] whole = bytes(file);
            for (int round = 0; round < 300; round++) {
                byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                assertThat(CertificateFile.read(damaged)).isNotNull();
            }
        }
        assertThat(CertificateFile.read("0\u0080".repeat(200_000).getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(new CertificateFile.Another(CertificateFile.Kind.UNKNOWN));
    }
}
