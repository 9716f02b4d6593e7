package pk.muhr.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.Set;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.policy.Finding;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;

/** External linters, as scripts that answer what we want them to. */
class ExternalLintersTest {

    private static Certificate certificate;

    @TempDir
    private Path directory;

    private record Script(Path command, Duration deadline, int atOnce) implements ExternalLinterConfiguration.Program {}

    @BeforeAll
    static void makeCertificate() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        X500Name name = new X500Name("CN=judged");
        certificate = Certificate.of(Der.of(new JcaX509v3CertificateBuilder(
                        name, BigInteger.ONE, new Date(0), new Date(1000), name, pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                .getEncoded()));
    }

    private ExternalLinters answering(String body) throws IOException {
        return answering(body, Duration.ofSeconds(20));
    }

    private ExternalLinters answering(String body, Duration deadline) throws IOException {
        Path script = Files.writeString(directory.resolve("linter"), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return new ExternalLinters(() -> Map.of("fake", new Script(script, deadline, 1)));
    }

    @Test
    void reportsErrorsAndWorseOnly() throws IOException {
        ExternalLinters linters = answering("""
                echo '{"e_a": {"result": "error", "details": "too long"}, "f_b": {"result": "fatal"},
                       "w_c": {"result": "warn"}, "n_d": {"result": "info"}, "e_e": {"result": "pass"}}'""");

        assertThat(linters.judge("fake", certificate, Set.of()))
                .extracting(Finding::toString)
                .containsExactly("e_a (fake): error: too long", "f_b (fake): fatal");
        assertThat(linters.judge("fake", certificate, Set.of("e_a", "f_b")))
                .extracting(Finding::toString)
                .containsExactly("f_b (fake): fatal");
    }

    @Test
    void handsOverTheCertificateInPem() throws IOException {
        ExternalLinters linters = answering("""
                test "$1 $2" = "-format pem" || exit 3
                cp "$3" %s/seen
                echo '{"e_a": {"result": "pass"}}'""".formatted(directory));

        linters.judge("fake", certificate, Set.of());

        assertThat(directory.resolve("seen")).hasContent(certificate.pem());
    }

    @Test
    void endsWhatIsTooSlow() throws IOException {
        ExternalLinters linters = answering("sleep 60", Duration.ofMillis(300));

        assertThatThrownBy(() -> linters.judge("fake", certificate, Set.of()))
                .isInstanceOf(ExternalLinterUnavailable.class)
                .hasMessageContaining("within PT0.3S");
    }

    @Test
    void takesSilenceForAnOutage() throws IOException {
        assertUnavailable("exit 1", "status 1");
        assertUnavailable("echo no", "no JSON");
        assertUnavailable("echo '{}'", "no findings");
        assertUnavailable("echo '{\"e_a\": {\"result\": \"maybe\"}}'", "maybe");
        assertThatThrownBy(() -> answering("").judge("other", certificate, Set.of()))
                .isInstanceOf(ExternalLinterUnavailable.class)
                .hasMessageContaining("muhr.lint.external.other.command");
        assertThatThrownBy(() -> new ExternalLinters(
                                () -> Map.of("fake", new Script(Path.of("/nowhere"), Duration.ofSeconds(1), 1)))
                        .judge("fake", certificate, Set.of()))
                .isInstanceOf(ExternalLinterUnavailable.class)
                .hasMessageContaining("does not run");
    }

    private void assertUnavailable(String body, String words) throws IOException {
        ExternalLinters linters = answering(body);
        assertThatThrownBy(() -> linters.judge("fake", certificate, Set.of()))
                .as(body)
                .isInstanceOf(ExternalLinterUnavailable.class)
                .hasMessageContaining(words);
    }
}
