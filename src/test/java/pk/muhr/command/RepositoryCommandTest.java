package pk.muhr.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import com.sun.net.httpserver.SimpleFileServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.command.development.Refused;
import pk.muhr.revocation.crl.CrlPublication;

/** The repository as files, from the running service, judged by openssl through another web server. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class RepositoryCommandTest {

    @Inject
    Hierarchy hierarchy;

    @Inject
    CrlPublication publication;

    @TempDir
    Path directory;

    @Test
    void copiesEverythingThatCertificatesName() throws Exception {
        export(service());
        for (CertificateAuthority authority : hierarchy.authorities()) {
            assertThat(directory.resolve("ca/" + authority.id() + ".cer"))
                    .hasBinaryContent(authority.certificate().der().bytes());
            assertThat(directory.resolve("ca/" + authority.id() + "/chain.pem")).isNotEmptyFile();
            assertThat(directory.resolve("crl/" + authority.id() + ".crl")).isNotEmptyFile();
            assertThat(directory.resolve("crl/" + authority.id().name() + ".crl"))
                    .isNotEmptyFile();
        }
        assertThat(directory.resolve("index.html")).content().contains("/crl/gov-tls-g1.crl");
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void isServedByAnotherWebServerAsWell() throws Exception {
        export(service());
        var server = SimpleFileServer.createFileServer(
                new InetSocketAddress("127.0.0.1", 0), directory.toRealPath(), SimpleFileServer.OutputLevel.NONE);
        server.start();
        try {
            Path again = Files.createTempDirectory(directory, "again");
            new RepositoryCommand(null, System.out)
                    .run(arguments(
                            again, "http://127.0.0.1:" + server.getAddress().getPort()));
            Process openssl = new ProcessBuilder(
                            "openssl",
                            "crl",
                            "-inform",
                            "DER",
                            "-noout",
                            "-CAfile",
                            again.resolve("ca/gov-tls-g1/chain.pem").toString(),
                            "-in",
                            again.resolve("crl/gov-tls-g1.crl").toString())
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("verify OK");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void keepsANewerListAndSaysSo() throws Exception {
        export(service());
        Path old = Files.createTempDirectory("old");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = old.resolve(directory.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        publication.publish(hierarchy.named("commercial").orElseThrow(), Actor.system("test"));
        export(service());
        byte[] newest = Files.readAllBytes(directory.resolve("crl/commercial-g1.crl"));
        var server = SimpleFileServer.createFileServer(
                new InetSocketAddress("127.0.0.1", 0), old.toRealPath(), SimpleFileServer.OutputLevel.NONE);
        server.start();
        try {
            assertThatThrownBy(() ->
                            export("http://127.0.0.1:" + server.getAddress().getPort()))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("/crl/commercial-g1.crl has the number");
        } finally {
            server.stop(0);
        }
        assertThat(directory.resolve("crl/commercial-g1.crl")).hasBinaryContent(newest);
    }

    @Test
    void saysWhenNobodyAnswers() {
        assertThatThrownBy(() -> export("http://127.0.0.1:1"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("Is the service up?");
    }

    private void export(String url) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new RepositoryCommand(null, new PrintStream(printed)).run(arguments(directory, url));
        assertThat(printed.toString(StandardCharsets.UTF_8)).endsWith(" files\n");
    }

    private static Arguments arguments(Path directory, String url) {
        return Arguments.parse(
                new RepositoryCommand(null, System.out).syntax(),
                List.of("export", directory.toString(), "--url", url));
    }

    private static String service() {
        return "http://127.0.0.1:" + ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }
}
