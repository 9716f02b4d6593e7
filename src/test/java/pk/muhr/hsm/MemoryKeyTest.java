package pk.muhr.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;

import org.junit.jupiter.api.Test;

import pk.muhr.x509.Der;
import pk.muhr.x509.SignatureAlgorithm;

/** A key in memory, by the eyes of the Java platform. */
class MemoryKeyTest {

    private static final KeyLabel LABEL = new KeyLabel("ocsp-gov-authentication-g1-memory");

    @Test
    void signsWhatItsPublicHalfVerifies() throws Exception {
        MemoryKey key = MemoryKey.generate(LABEL);
        Der message = Der.of(new byte[] {1, 2, 3});
        Signature verifier = Signature.getInstance("SHA256withECDSA", "SunEC");
        verifier.initVerify(KeyFactory.getInstance("EC", "SunEC")
                .generatePublic(new X509EncodedKeySpec(key.publicKey().spki().bytes())));
        verifier.update(message.bytes());
        assertThat(verifier.verify(
                        key.sign(message, SignatureAlgorithm.SHA256_ECDSA).bytes()))
                .isTrue();
        assertThat(key.publicKey().label()).isEqualTo("P-256");
    }

    @Test
    void isAFreshKeyEachTime() {
        assertThat(MemoryKey.generate(LABEL).publicKey())
                .isNotEqualTo(MemoryKey.generate(LABEL).publicKey());
    }

    @Test
    void signsWithItsOwnKindOfAlgorithmOnly() {
        MemoryKey key = MemoryKey.generate(LABEL);
        assertThatThrownBy(() -> key.sign(Der.of(new byte[1]), SignatureAlgorithm.SHA384_RSA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SHA384withRSA");
    }
}
