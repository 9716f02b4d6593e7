package pk.muhr.it.foreign;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A certificate in its subscriber's hands, with its key and the authorities above it; all of it also as files, which is
 * what most programs want.
 *
 * @param id what the service calls it
 * @param key its private key; the service has never seen it
 * @param chain the certificate, its issuer and so on up to the root
 */
record Held(Kind kind, KeyKind keyKind, String id, PrivateKey key, List<X509Certificate> chain, Path directory) {

    static final String PASSWORD = "changeit";

    /** Writes the files. */
    Held {
        chain = List.copyOf(chain);
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("key.pem"), pem("PRIVATE KEY", key.getEncoded()));
            Files.writeString(directory.resolve("certificate.pem"), pem(chain.subList(0, 1)));
            Files.writeString(directory.resolve("chain.pem"), pem(chain.subList(1, chain.size())));
            Files.writeString(directory.resolve("full.pem"), pem(chain));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + directory, e);
        }
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    /** The private key, PKCS #8 in PEM. */
    Path keyFile() {
        return directory.resolve("key.pem");
    }

    /** The certificate alone. */
    Path certificateFile() {
        return directory.resolve("certificate.pem");
    }

    /** The authorities above it, issuer first. */
    Path chainFile() {
        return directory.resolve("chain.pem");
    }

    /** The certificate and the authorities above it. */
    Path fullFile() {
        return directory.resolve("full.pem");
    }

    /** A PKCS #12 file with key and chain under the alias {@code held}. */
    Path keyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("held", key, PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
        Path file = directory.resolve("key.p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    Optional<String> dnsName() {
        return alternativeName(2);
    }

    Optional<String> email() {
        return alternativeName(1);
    }

    private Optional<String> alternativeName(int tag) {
        try {
            Collection<List<?>> names = certificate().getSubjectAlternativeNames();
            return names == null
                    ? Optional.empty()
                    : names.stream()
                            .filter(name -> name.getFirst().equals(tag))
                            .map(name -> (String) name.get(1))
                            .findFirst();
        } catch (CertificateParsingException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<X509Certificate> read(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificates: " + pem, e);
        }
    }

    static String pem(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            try {
                text.append(pem("CERTIFICATE", certificate.getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        return text.toString();
    }

    static String pem(String label, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    @Override
    public String toString() {
        return kind + " " + keyKind;
    }
}
