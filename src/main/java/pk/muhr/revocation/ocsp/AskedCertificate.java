package pk.muhr.revocation.ocsp;

import java.math.BigInteger;
import java.util.Optional;

import org.bouncycastle.asn1.ocsp.CertID;

import pk.muhr.x509.SerialNumber;

/**
 * One certificate whose status is asked.
 *
 * @param id as it came, since the answer repeats it byte for byte
 * @param serial empty when no certificate can have such a number: not positive, or over 159 bits
 */
record AskedCertificate(CertID id, IssuerHash issuer, Optional<SerialNumber> serial) {

    private static final int SERIAL_BITS = 159;

    static AskedCertificate of(CertID id) {
        return new AskedCertificate(
                id, IssuerHash.of(id), serial(id.getSerialNumber().getValue()));
    }

    private static Optional<SerialNumber> serial(BigInteger value) {
        return value.signum() > 0 && value.bitLength() <= SERIAL_BITS
                ? Optional.of(new SerialNumber(value))
                : Optional.empty();
    }
}
