package pk.muhr.x509;

import java.util.List;

/** What somebody gives out as a certificate, in whatever form programs and mails have it. */
public sealed interface CertificateFile {

    /** At least one certificate, in the order of the file. */
    record Certificates(List<Certificate> all) implements CertificateFile {

        public Certificates {
            all = List.copyOf(all);
        }

        /** The one that the file is about: the first that is no authority's, where there is one. */
        public Certificate subject() {
            return all.stream()
                    .filter(certificate -> !certificate.isAuthority())
                    .findFirst()
                    .orElse(all.getFirst());
        }
    }

    /** A private key, or a store of keys, perhaps with certificates beside it. Nothing of it is kept. */
    record PrivateKey() implements CertificateFile {}

    /** Something else. */
    record Another(Kind kind) implements CertificateFile {}

    /** What people mistake for a certificate. */
    enum Kind {
        REQUEST,
        REVOCATION_LIST,
        PUBLIC_KEY,
        UNKNOWN
    }

    /**
     * Reads DER, PEM with or without text around it, bare Base64, or PKCS #7 (RFC 7468, RFC 5652 §5.1). A private key is
     * recognised wherever it stands, even cut off, and whatever else is in the file.
     */
    static CertificateFile read(byte[] file) {
        return CertificateFileReading.read(file);
    }
}
