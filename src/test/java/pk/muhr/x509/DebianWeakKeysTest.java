package pk.muhr.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.stream.Stream;

import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.x509.FlawedOpenssl.Machine;
import pk.muhr.x509.FlawedOpenssl.SeedFile;

class DebianWeakKeysTest {

    private final DebianWeakKeys weak = DebianWeakKeys.known();

    @Test
    void answersNothingWithoutItsList() {
        assertThatThrownBy(() -> DebianWeakKeys.list("P-521"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("debian-weak-keys/p-521.bin");
    }

    /** What HARICA published of keys that the real program made (github.com/HARICA-official/debian-weak-keys). */
    @ParameterizedTest
    @CsvSource({
        "LE64, READ, 10000, a5e20e5b1fb9577194cb997c724ce2d0fc3d90f2b527b519",
        "LE64, UNREADABLE, 10000, bd43d4e9c132884ae16017fe7ecbf420d4f02cdae1c37a3c",
        "LE32, MISSING, 10000, c99103d2065b003ca8d9d4749a7273b99573fcb1ae7adef7"
    })
    void theFlawedGeneratorIsTheRealOne(Machine machine, SeedFile file, int process, String first) {
        BigInteger modulus = new FlawedOpenssl(machine, file, process).modulus(2048);

        assertThat(modulus.toString(16)).startsWith(first);
        assertThat(weak.contains(rsa(modulus))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2048, LE64, MISSING, 1",
        "2048, LE32, READ, 32767",
        "2048, BE32, UNREADABLE, 0",
        "3072, LE32, MISSING, 20000",
        "3072, BE32, READ, 32767",
        "4096, LE64, READ, 0",
        "4096, LE64, MISSING, 32767",
        "4096, LE32, UNREADABLE, 20000",
        "4096, LE32, READ, 29240",
        "4096, LE32, MISSING, 32767",
        "4096, BE32, READ, 15",
        "4096, BE32, UNREADABLE, 29840",
        "4096, BE32, MISSING, 815"
    })
    void knowsRsaKeysOfEveryMachineAndState(int bits, Machine machine, SeedFile file, int process) {
        BigInteger modulus = new FlawedOpenssl(machine, file, process).modulus(bits);

        assertThat(modulus.bitLength()).isEqualTo(bits);
        assertThat(weak.contains(rsa(modulus))).isTrue();
        assertThat(weak.contains(rsa(modulus.add(BigInteger.TWO)))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "P-256, LE64, READ, 0",
        "P-256, LE32, UNREADABLE, 32767",
        "P-256, BE32, MISSING, 815",
        "P-384, LE64, MISSING, 0",
        "P-384, LE32, READ, 32767",
        "P-384, BE32, UNREADABLE, 815"
    })
    void knowsKeysOnCurves(String curve, Machine machine, SeedFile file, int process) throws Exception {
        X9ECParameters parameters = ECNamedCurveTable.getByName(curve);
        BigInteger scalar = new FlawedOpenssl(machine, file, process).scalar(parameters.getN());

        assertThat(weak.contains(ec(curve, parameters, scalar))).isTrue();
        assertThat(weak.contains(ec(curve, parameters, scalar.add(BigInteger.ONE))))
                .isFalse();
    }

    @Test
    void doesNotDependOnTheExponent() {
        BigInteger modulus = new FlawedOpenssl(Machine.LE64, SeedFile.READ, 28003).modulus(2048);

        assertThat(weak.contains(rsa(modulus, BigInteger.valueOf(3)))).isTrue();
    }

    @Test
    void passesSoundKeys() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
        ec.initialize(new ECGenParameterSpec("secp256r1"));

        assertThat(weak.contains(SubjectPublicKey.of(rsa.generateKeyPair().getPublic())))
                .isFalse();
        assertThat(weak.contains(SubjectPublicKey.of(ec.generateKeyPair().getPublic())))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 3072, 4096})
    void coversEverySizeAProfileMayPermit(int bits) {
        assertThat(weak.covers(rsa(BigInteger.ONE.setBit(bits - 1)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384"})
    void coversEveryCurveAProfileMayPermit(String curve) throws Exception {
        assertThat(weak.covers(ec(curve, ECNamedCurveTable.getByName(curve), BigInteger.TEN)))
                .isTrue();
    }

    @Test
    void saysThatItDoesNotCoverOtherKinds() throws Exception {
        assertThat(weak.covers(rsa(BigInteger.ONE.setBit(2047 + 8)))).isFalse();
        assertThat(weak.covers(ec("P-521", ECNamedCurveTable.getByName("P-521"), BigInteger.TEN)))
                .isFalse();
        SubjectPublicKey edwards = SubjectPublicKey.of(Der.of(
                new SubjectPublicKeyInfo(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519), new byte[32])));
        assertThat(weak.covers(edwards)).isFalse();
        assertThat(weak.contains(edwards)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-2048", "rsa-3072", "rsa-4096", "p-256", "p-384"})
    void theListsAreWholeAndSortedWithoutRepetition(String list) throws Exception {
        assertThat(hashes(list))
                .hasSize(294_912)
                .isSortedAccordingTo(Long::compareUnsigned)
                .doesNotHaveDuplicates();
    }

    /** The first lines of blacklist.RSA-2048 of Debian's package openssl-blacklist, and some from its middle. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00006aa0ce2cd60e6660",
                "00008be7025d9f1a9088",
                "00008f7e6a29aea0b430",
                "0001313db46d8945bba0",
                "00015b6662ff95aefa3f",
                "00015e77627966ce16e7",
                "000169a60c9eb82a558b",
                "70a40110ad60c7282f18",
                "70a40e828904c12963dd"
            })
    void agreesWithDebiansOwnList(String line) throws Exception {
        assertThat(hashes("rsa-2048")).contains(Long.parseUnsignedLong(line.substring(4), 16));
    }

    @Test
    void takesMoreFromAListOfOpensslVulnkey() {
        BigInteger modulus = BigInteger.ONE.setBit(1023);
        String line = "9d418846eedec0f7e71c";
        assertThat(weak.contains(rsa(modulus))).isFalse();

        DebianWeakKeys more = weak.with(Stream.of("# 1024 bits", "", line, line, "00000000000000000000"));

        assertThat(more.contains(rsa(modulus))).isTrue();
        assertThat(more.contains(rsa(modulus.add(BigInteger.ONE)))).isFalse();
        assertThat(more.with(Stream.empty()).contains(rsa(modulus))).isTrue();
        assertThat(more.covers(rsa(modulus))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9d418846eedec0f7e71",
                "9d418846eedec0f7e71cc",
                "9D418846EEDEC0F7E71C",
                "9d418846eedec0f7e71g",
                "9d418846eedec0f7e71c # key",
                "\u0661d418846eedec0f7e71c"
            })
    void refusesLinesOfAnotherForm(String line) {
        assertThatThrownBy(() -> weak.with(Stream.of(line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20 hexadecimal digits");
    }

    private static long[] hashes(String list) throws IOException {
        try (var in = DebianWeakKeys.class.getResourceAsStream("debian-weak-keys/" + list + ".bin")) {
            ByteBuffer octets = ByteBuffer.wrap(in.readAllBytes());
            long[] hashes = new long[octets.remaining() / Long.BYTES];
            octets.asLongBuffer().get(hashes);
            return hashes;
        }
    }

    private static SubjectPublicKey rsa(BigInteger modulus) {
        return rsa(modulus, BigInteger.valueOf(65537));
    }

    private static SubjectPublicKey rsa(BigInteger modulus, BigInteger exponent) {
        try {
            return SubjectPublicKey.of(Der.of(new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                    new RSAPublicKey(modulus, exponent))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SubjectPublicKey ec(String curve, X9ECParameters parameters, BigInteger scalar) {
        return SubjectPublicKey.of(Der.of(new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, ECNamedCurveTable.getOID(curve)),
                parameters.getG().multiply(scalar).getEncoded(false))));
    }
}
