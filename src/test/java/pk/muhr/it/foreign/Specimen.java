package pk.muhr.it.foreign;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * A certificate whose status others ask for; it and the authorities above it lie as files in its directory.
 *
 * @param state what was done to it, in words
 * @param chain the certificate, its issuer and so on up to the root
 */
record Specimen(String state, List<X509Certificate> chain, Path directory) {

    private static final int SERIAL_OCTETS = 20;

    /** Writes the files. */
    Specimen {
        chain = List.copyOf(chain);
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("certificate.pem"), Held.pem(chain.subList(0, 1)));
            Files.writeString(directory.resolve("chain.pem"), Held.pem(chain.subList(1, chain.size())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + directory, e);
        }
    }

    static Specimen of(String state, Held held) {
        return new Specimen(state, held.chain(), held.directory());
    }

    /** The same with a serial number that nobody has used; its signature holds no more, which OCSP does not ask for. */
    Specimen neverIssued(Random random, Path place) {
        byte[] serial = new byte[SERIAL_OCTETS];
        random.nextBytes(serial);
        serial[0] = (byte) (1 + random.nextInt(0x7e));
        try {
            byte[] der = certificate().getEncoded();
            byte[] mine = certificate().getSerialNumber().toByteArray();
            int at = HexFormat.of().formatHex(der).indexOf(HexFormat.of().formatHex(mine)) / 2;
            System.arraycopy(serial, 0, der, at, Math.min(mine.length, SERIAL_OCTETS));
            X509Certificate forged = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            X509Certificate[] all = chain.toArray(X509Certificate[]::new);
            all[0] = forged;
            return new Specimen(Population.NEVER_ISSUED, Arrays.asList(all), place);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    BigInteger serial() {
        return certificate().getSerialNumber();
    }

    /** Name and generation of its issuer, such as {@code gov-tls-g1}. */
    String authority() {
        return Repository.listOf(certificate()).orElseThrow().replaceAll("^/crl/|(/\\d+)?\\.crl$", "");
    }

    /** As a row of the table. */
    @Override
    public String toString() {
        return authority() + ", " + state;
    }
}
