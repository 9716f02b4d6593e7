package pk.muhr.command.development;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentTlsTest {

    @TempDir
    private Path directory;

    private final Clock clock = Clock.systemUTC();

    @Test
    void theServersCertificateLeadsToTheRootThatClientsAreGiven() throws Exception {
        Installation installation = installation("http://pki.example.gov.pk:8080");
        DevelopmentTls tls = establish(installation, clock);
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(read(installation.httpsRoot()), null)));
        parameters.setRevocationEnabled(false);
        X509Certificate server = read(tls.certificate());
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(server)), parameters);
        assertThat(names(server)).containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "pki.example.gov.pk");
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    }

    @Test
    void keysAreForTheirOwnerOnly() throws IOException {
        Installation installation = installation("http://pki.example.gov.pk:8080");
        DevelopmentTls tls = establish(installation, clock);
        for (Path key : List.of(tls.key(), installation.https().resolve("ca-key.pem"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theNextStartFindsTheSameCertificates() throws IOException {
        Installation installation = installation("http://pki.example.gov.pk:8080");
        String root = Files.readString(installationAfter(installation, clock).httpsRoot());
        String server = Files.readString(new DevelopmentTls(installation, new SecureRandom(), clock).certificate());
        assertThat(Files.readString(installationAfter(installation, clock).httpsRoot()))
                .isEqualTo(root);
        assertThat(Files.readString(establish(installation, clock).certificate()))
                .isEqualTo(server);
    }

    @Test
    void theServersCertificateIsRenewedBeforeItEnds() throws Exception {
        Installation installation = installation("http://pki.example.gov.pk:8080");
        X509Certificate before = read(establish(installation, clock).certificate());
        String root = Files.readString(installation.httpsRoot());
        Clock later = Clock.offset(clock, Duration.ofDays(65));
        X509Certificate after = read(establish(installation, later).certificate());
        assertThat(after.getNotAfter()).isAfter(before.getNotAfter());
        assertThat(Files.readString(installation.httpsRoot())).isEqualTo(root);
    }

    @Test
    void theRootIsRenewedBeforeItEnds() throws Exception {
        Installation installation = installation("http://pki.example.gov.pk:8080");
        X509Certificate before = read(installationAfter(installation, clock).httpsRoot());
        X509Certificate after = read(installationAfter(installation, Clock.offset(clock, Duration.ofDays(1800)))
                .httpsRoot());
        assertThat(after.getNotAfter()).isAfter(before.getNotAfter());
    }

    private Installation installation(String url) {
        return new Installation(directory, PublicUrl.parse(url));
    }

    private static Installation installationAfter(Installation installation, Clock clock) {
        establish(installation, clock);
        return installation;
    }

    private static DevelopmentTls establish(Installation installation, Clock clock) {
        DevelopmentTls tls = new DevelopmentTls(installation, new SecureRandom(), clock);
        tls.establish();
        return tls;
    }

    private static List<String> names(X509Certificate certificate) throws Exception {
        return Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElseThrow().stream()
                .map(name -> name.get(1).toString())
                .toList();
    }

    private static X509Certificate read(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
