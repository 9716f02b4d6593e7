package pk.muhr.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests as openssl makes them, and what is no request. */
class CertificationRequestTest {

    @TempDir
    private Path directory;

    @Test
    void readsWhatOpensslWrites() throws Exception {
        CertificationRequest csr = CertificationRequest.ofPem(openssl(
                "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -subj /C=PK/CN=a.example.gov.pk"
                        + " -addext subjectAltName=DNS:a.example.gov.pk,IP:10.0.0.1"));
        assertThat(csr.key().label()).isEqualTo("P-256");
        assertThat(csr.provesPossession()).isTrue();
        assertThat(csr.subject().values(AttributeType.COMMON_NAME)).containsExactly("a.example.gov.pk");
        assertThat(csr.alternativeNames()).extracting(GeneralNameText::kind).containsExactly("dns", "ip");
        assertThat(csr.asksForAuthority()).isFalse();
    }

    @Test
    void seesARequestToBecomeAnAuthority() throws Exception {
        CertificationRequest csr = CertificationRequest.ofPem(
                openssl(
                        "req -new -newkey rsa:3072 -nodes -keyout k.pem -subj /CN=x -addext basicConstraints=critical,CA:TRUE"));
        assertThat(csr.asksForAuthority()).isTrue();
        assertThat(csr.key().label()).isEqualTo("RSA-3072");
    }

    @Test
    void doesNotAcceptSha1() throws Exception {
        CertificationRequest csr =
                CertificationRequest.ofPem(openssl("req -new -sha1 -newkey rsa:2048 -nodes -keyout k.pem -subj /CN=x"));
        assertThat(csr.signatureAlgorithm()).isEmpty();
        assertThat(csr.provesPossession()).isFalse();
    }

    @Test
    void noticesAForgedSignature() throws Exception {
        Pem pem = Pem.parse(openssl("req -new -newkey rsa:3072 -nodes -keyout k.pem -subj /CN=x"));
        byte[] bytes = pem.content().bytes();
        bytes[bytes.length - 1] ^= 1;
        assertThat(CertificationRequest.of(Der.of(bytes)).provesPossession()).isFalse();
    }

    /** The octet before a bit string's value says how many of its bits count: it is flipped here too. */
    @Test
    void noFlippedBitIsProofOfPossession() throws Exception {
        byte[] bytes = Pem.parse(openssl(
                        "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -subj /CN=x"))
                .content()
                .bytes();
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            boolean proved;
            try {
                proved = CertificationRequest.of(Der.of(flipped)).provesPossession();
            } catch (MalformedDer e) {
                proved = false;
            }
            assertThat(proved).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void refusesTruncationAtEveryByte() throws Exception {
        byte[] bytes = Pem.parse(openssl(
                        "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -subj /CN=x"))
                .content()
                .bytes();
        for (int length = 0; length < bytes.length; length++) {
            Der cut = Der.of(java.util.Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> CertificationRequest.of(cut)).isInstanceOf(MalformedDer.class);
        }
    }

    @Test
    void refusesAPointOffTheCurve() throws Exception {
        byte[] bytes = Pem.parse(openssl(
                        "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -subj /CN=x"))
                .content()
                .bytes();
        String hex = Der.of(bytes).hex();
        int point = hex.indexOf("03420004") / 2 + 4;
        bytes[point + 10] ^= 1;
        assertThatThrownBy(() -> CertificationRequest.of(Der.of(bytes)))
                .isInstanceOf(MalformedDer.class)
                .hasMessageContaining("not on the curve");
    }

    @Test
    void refusesWhatIsNoSingleRequest() throws Exception {
        String request =
                openssl("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -subj /CN=x");
        String key = Files.readString(directory.resolve("k.pem"));
        for (String text : List.of("", "garbage", request + request, key, request.replace("BEGIN", "BEGIM"))) {
            assertThatThrownBy(() -> CertificationRequest.ofPem(text)).isInstanceOf(MalformedDer.class);
        }
        assertThatThrownBy(() -> CertificationRequest.ofPem(key)).message().doesNotContain("MIG");
    }

    private String openssl(String arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out;
    }
}
