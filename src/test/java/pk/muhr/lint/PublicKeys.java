package pk.muhr.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.function.Supplier;

import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

import pk.muhr.x509.Der;
import pk.muhr.x509.Pem;
import pk.muhr.x509.SubjectPublicKey;

/** Public keys, good and bad; nobody has the private halves. */
final class PublicKeys {

    static final BigInteger F4 = BigInteger.valueOf(65537);
    private static final Path KEPT = Path.of("src/test/resources/lint/keys");
    private static final SecureRandom RANDOM = new SecureRandom();

    private PublicKeys() {}

    /** The key of this name, which is made when there is none yet and then kept. */
    static SubjectPublicKey kept(String name, Supplier<SubjectPublicKey> maker) {
        Path file = KEPT.resolve(name + ".pem");
        try {
            if (Files.notExists(file)) {
                Files.createDirectories(KEPT);
                Files.writeString(file, new Pem("PUBLIC KEY", maker.get().spki()).text());
            }
            return SubjectPublicKey.of(Pem.parse(Files.readString(file)).content());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kept key of this name and kind. */
    static SubjectPublicKey kept(String name, String kind) {
        return kept(name, () -> switch (kind) {
            case "p-256" -> ec("secp256r1");
            case "p-384" -> ec("secp384r1");
            default -> rsa(Integer.parseInt(kind.substring("rsa-".length())));
        });
    }

    static SubjectPublicKey ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return SubjectPublicKey.of(generator.generateKeyPair().getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A modulus with two far-apart primes of the usual form; only the public half is needed. */
    static SubjectPublicKey rsa(int bits) {
        BigInteger n;
        do {
            n = BigInteger.probablePrime(bits / 2 + 20, RANDOM)
                    .multiply(BigInteger.probablePrime(bits / 2 - 20, RANDOM));
        } while (n.bitLength() != bits);
        return rsaKey(n, F4);
    }

    static BigInteger oddModulus() {
        return BigInteger.probablePrime(1556, RANDOM).multiply(BigInteger.probablePrime(1516, RANDOM));
    }

    static BigInteger closePrimes() {
        BigInteger p = BigInteger.probablePrime(1536, RANDOM);
        return p.multiply(p.nextProbablePrime());
    }

    static SubjectPublicKey rsaKey(BigInteger modulus, BigInteger exponent) {
        return rsaKey(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE), modulus, exponent);
    }

    /** Without the NULL parameters of RFC 3279 §2.3.1, whose bytes stand in the modulus instead. */
    static SubjectPublicKey rsaWithoutParameters() {
        BigInteger identifier = new BigInteger("300d06092a864886f70d0101010500", 16);
        return rsaKey(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption),
                oddModulus()
                        .shiftRight(512)
                        .shiftLeft(512)
                        .or(identifier.shiftLeft(64))
                        .setBit(0),
                F4);
    }

    private static SubjectPublicKey rsaKey(AlgorithmIdentifier algorithm, BigInteger modulus, BigInteger exponent) {
        try {
            return SubjectPublicKey.of(
                    Der.of(new SubjectPublicKeyInfo(algorithm, new RSAPublicKey(modulus, exponent))));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
