package pk.muhr.command.development;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;

import pk.muhr.x509.Der;
import pk.muhr.x509.MalformedDer;
import pk.muhr.x509.Pem;
import pk.muhr.x509.SubjectPublicKey;

/**
 * The TLS certificate of a development server, signed by an authority that exists for nothing else. It is no part of the
 * hierarchy this service is about: its keys are files, and nobody but a developer's own client trusts it.
 */
final class DevelopmentTls {

    private static final Duration RENEW_BEFORE_END = Duration.ofDays(30);

    private final Installation installation;
    private final SecureRandom random;
    private final Clock clock;

    DevelopmentTls(Installation installation, SecureRandom random, Clock clock) {
        this.installation = installation;
        this.random = random;
        this.clock = clock;
    }

    /** The server's certificate, PEM. */
    Path certificate() {
        return installation.https().resolve("server.pem");
    }

    /** The server's key, PKCS #8 PEM. */
    Path key() {
        return installation.https().resolve("server-key.pem");
    }

    /**
     * Makes or renews what is missing, near its end, or for other hosts than ours.
     *
     * @throws Refused in production
     */
    void establish() {
        RunMode.ofThisProcess().requireDevelopment("The development TLS authority");
        Path root = installation.httpsRoot();
        KeyFile authorityKey = new KeyFile(installation.https().resolve("ca-key.pem"));
        DevelopmentTlsAuthority authority = new DevelopmentTlsAuthority(authorityKey, random, clock);
        KeyFile serverKey = new KeyFile(key());
        boolean fresh = !authorityKey.exists() || !lasts(root);
        if (fresh) {
            SubjectPublicKey publicKey = authorityKey.generate(random);
            write(root, authority.root(publicKey));
        }
        if (fresh || !serverKey.exists() || !lasts(certificate()) || !namesOurHosts()) {
            SubjectPublicKey publicKey = serverKey.generate(random);
            write(certificate(), authority.server(publicKey, read(root), hosts()));
        }
    }

    private boolean lasts(Path file) {
        if (!Files.exists(file)) {
            return false;
        }
        Instant end = read(file).getNotAfter().toInstant();
        return clock.instant().plus(RENEW_BEFORE_END).isBefore(end);
    }

    private boolean namesOurHosts() {
        Extension names = read(certificate()).getExtension(Extension.subjectAlternativeName);
        return names != null && hosts().equals(GeneralNames.getInstance(names.getParsedValue()));
    }

    private GeneralNames hosts() {
        return new GeneralNames(Stream.of(
                        "localhost",
                        "127.0.0.1",
                        "::1",
                        installation.publicUrl().host())
                .distinct()
                .map(host -> new GeneralName(isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
                .toArray(GeneralName[]::new));
    }

    private static boolean isAddress(String host) {
        return host.contains(":") || host.matches("[0-9.]+");
    }

    private static X509CertificateHolder read(Path file) {
        try {
            return new X509CertificateHolder(
                    Pem.parse(Files.readString(file)).content().bytes());
        } catch (IOException | MalformedDer e) {
            throw new Refused(file + " is not a certificate in PEM. Delete it, and `./muhr start` makes a new one.", e);
        }
    }

    private static void write(Path file, X509CertificateHolder certificate) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, new Pem("CERTIFICATE", Der.of(certificate.toASN1Structure())).text());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
