package pk.muhr.console.subscriber;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import pk.muhr.x509.Certificate;

/** The forms in which programs take a certificate and those above it. */
enum CertificateFile {
    /** The certificate as text (RFC 7468). */
    PEM(".pem", "application/x-pem-file"),
    /** The certificate in octets. */
    DER(".cer", "application/pkix-cert"),
    /** The authorities between it and the root, which servers send along. */
    CHAIN("-chain.pem", "application/x-pem-file"),
    /** The certificate and its chain in one file, as most servers want it. */
    FULL_CHAIN("-fullchain.pem", "application/x-pem-file"),
    /** The root, which others trust and servers need not send. */
    ROOT("-root.pem", "application/x-pem-file"),
    /** All certificates together (RFC 5652 §5, signed by nobody), as Windows and Java take them. */
    PKCS7(".p7b", "application/pkcs7-mime"),
    /** All of these. */
    BUNDLE(".zip", "application/zip");

    private final String ending;
    private final String mediaType;

    CertificateFile(String ending, String mediaType) {
        this.ending = ending;
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** Its name, for a certificate whose files are called so. */
    String name(String base) {
        return base + ending;
    }

    /** The one that an address asks for. */
    static Optional<CertificateFile> of(String label) {
        return Arrays.stream(values())
                .filter(file -> file.label().equals(label))
                .findFirst();
    }

    /** Its name in an address. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The file's content.
     *
     * @param path the certificate first, the root last
     * @param base what the files in a bundle are called
     */
    byte[] content(List<Certificate> path, String base) {
        Certificate first = path.getFirst();
        List<Certificate> between = path.subList(1, Math.max(1, path.size() - 1));
        return switch (this) {
            case PEM -> ascii(first.pem());
            case DER -> first.der().bytes();
            case CHAIN -> ascii(Certificate.pem(between));
            case FULL_CHAIN -> ascii(Certificate.pem(path.subList(0, Math.max(1, path.size() - 1))));
            case ROOT -> ascii(path.getLast().pem());
            case PKCS7 -> together(path);
            case BUNDLE -> bundle(path, base);
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] together(List<Certificate> path) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> all = new ArrayList<>();
            for (Certificate each : path) {
                all.add((X509Certificate) factory.generateCertificate(
                        new ByteArrayInputStream(each.der().bytes())));
            }
            return factory.generateCertPath(all).getEncoded("PKCS7");
        } catch (CertificateException e) {
            throw new IllegalStateException("certificates of ours cannot be read", e);
        }
    }

    private static byte[] bundle(List<Certificate> path, String base) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (CertificateFile each : values()) {
                if (each != BUNDLE) {
                    zip.putNextEntry(new ZipEntry(each.name(base)));
                    zip.write(each.content(path, base));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
