package pk.muhr.command.development;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

import pk.muhr.x509.Der;
import pk.muhr.x509.Pem;
import pk.muhr.x509.SubjectPublicKey;

/**
 * A P-256 private key as PKCS #8 PEM (RFC 5958, RFC 7468 §10) in a file of mode 0600. For development only: the keys of
 * the service itself never leave their token.
 */
final class KeyFile {

    private static final String LABEL = "PRIVATE KEY";

    private static final ECNamedDomainParameters P_256 = new ECNamedDomainParameters(
            SECObjectIdentifiers.secp256r1, SECNamedCurves.getByOID(SECObjectIdentifiers.secp256r1));

    private final Path file;

    KeyFile(Path file) {
        this.file = file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** A new key, written before this returns; the answer is its public half. */
    SubjectPublicKey generate(SecureRandom random) {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(P_256, random));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        try {
            Der encoded = Der.of(PrivateKeyInfoFactory.createPrivateKeyInfo(pair.getPrivate()));
            new SecretFile(file).write(new Pem(LABEL, encoded).text());
            return SubjectPublicKey.of(
                    Der.of(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic())));
        } catch (IOException e) {
            throw new IllegalStateException("a P-256 key can always be encoded", e);
        }
    }

    /**
     * The key.
     *
     * @throws Refused when the file is missing or holds no such key
     */
    PrivateKeyInfo read() {
        try {
            return PrivateKeyInfo.getInstance(
                    Pem.parse(new SecretFile(file).read()).content().decode());
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    file + " is not a private key in PKCS #8 PEM. Delete it, and `./muhr start` makes a new one.", e);
        }
    }
}
