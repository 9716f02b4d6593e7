package pk.muhr.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** CRLs: the golden encodings lie beside their dumps by {@code openssl crl -text}, so that a review shows a change. */
class RevocationListTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Der KEY_IDENTIFIER = Der.ofHex("00112233445566778899aabbccddeeff00112233");
    private static final Der PLACEHOLDER = Der.ofHex("3006020101020101");
    private static final DistinguishedName ISSUER = DistinguishedName.of(List.of(
            new DistinguishedName.Attribute(AttributeType.COUNTRY, "PK"),
            new DistinguishedName.Attribute(AttributeType.ORGANIZATION, "National Telecommunication Corporation"),
            new DistinguishedName.Attribute(AttributeType.COMMON_NAME, "Golden TLS CA")));
    private static final List<RevocationEntry> ENTRIES = List.of(
            new RevocationEntry(
                    SerialNumber.ofHex("4a96cae44600a49e0c9bdf610fcb4c7bd7b65da5"),
                    NOW.minusSeconds(3600),
                    RevocationReason.UNSPECIFIED,
                    Optional.empty()),
            new RevocationEntry(
                    SerialNumber.ofHex("00ff"),
                    NOW,
                    RevocationReason.KEY_COMPROMISE,
                    Optional.of(NOW.minusSeconds(86_400))));

    @Test
    void writesTheGoldenEncodings() throws IOException {
        assertThat(assembled(tbs(List.of()))).isEqualTo(golden("empty"));
        assertThat(assembled(tbs(ENTRIES))).isEqualTo(golden("entries"));
    }

    @Test
    void readsWhatItWrites() throws IOException {
        RevocationList list = RevocationList.of(Pem.parse(golden("entries")).content());
        assertThat(list.version()).isEqualTo(2);
        assertThat(list.issuer()).isEqualTo(ISSUER);
        assertThat(list.thisUpdate()).isEqualTo(NOW);
        assertThat(list.nextUpdate()).contains(NOW.plusSeconds(345_600));
        assertThat(list.number()).contains(BigInteger.TWO.pow(158));
        assertThat(list.authorityKeyIdentifier()).contains(KEY_IDENTIFIER);
        assertThat(list.entries()).isEqualTo(ENTRIES);
        assertThat(list.tbs()).isEqualTo(tbs(ENTRIES));
    }

    @Test
    void writesTimesFrom2050InTheOtherForm() {
        Instant late = Instant.parse("2050-01-01T00:00:00Z");
        assertThat(template(late.minusSeconds(1), late).framing(0).head().hex())
                .contains("170d3439313233313233353935395a" + "180f32303530303130313030303030305a");
    }

    @Test
    void verifiesWithItsKeyAndNoOther() throws GeneralSecurityException {
        KeyPair key = key();
        Der tbs = tbs(ENTRIES);
        RevocationList list = RevocationList.assemble(tbs, SignatureAlgorithm.SHA256_ECDSA, signature(key, tbs));
        assertThat(list.verifiesWith(SubjectPublicKey.of(key.getPublic()))).isTrue();
        assertThat(list.verifiesWith(SubjectPublicKey.of(key().getPublic()))).isFalse();
        RevocationList other =
                RevocationList.assemble(tbs(List.of()), SignatureAlgorithm.SHA256_ECDSA, signature(key, tbs));
        assertThat(other.verifiesWith(SubjectPublicKey.of(key.getPublic()))).isFalse();
    }

    /** Both ways to write a list give the same, whatever the length of the entries takes to be written. */
    @Test
    void framesEntriesAsTheEncodingOfTheWholeDoes() throws java.io.IOException {
        for (int count : new int[] {0, 1, 2, 3, 4, 6, 7, 900, 2000}) {
            List<RevocationEntry> entries = java.util.Collections.nCopies(count, ENTRIES.getLast());
            Der tbs = tbs(entries);
            assertThat(Der.of(tbs.decode())).isEqualTo(tbs);
            java.io.ByteArrayOutputStream whole = new java.io.ByteArrayOutputStream();
            RevocationListFrame frame = template(NOW, NOW.plusSeconds(345_600))
                    .framing((long) count * ENTRIES.getLast().der().length());
            assertThat(frame.length()).isEqualTo(tbs.length());
            frame.signed(
                            WholeLists.entries(
                                    RevocationList.assemble(tbs, SignatureAlgorithm.SHA256_ECDSA, PLACEHOLDER)),
                            SignatureAlgorithm.SHA256_ECDSA,
                            PLACEHOLDER)
                    .writeTo(whole);
            assertThat(Der.of(whole.toByteArray()))
                    .isEqualTo(RevocationList.assemble(tbs, SignatureAlgorithm.SHA256_ECDSA, PLACEHOLDER)
                            .der());
        }
    }

    @Test
    void refusesWhatIsNoList() {
        assertThatThrownBy(() -> RevocationList.of(Der.ofHex("3003020101"))).isInstanceOf(MalformedDer.class);
        assertThatThrownBy(() -> RevocationList.of(Der.ofHex("30"))).isInstanceOf(MalformedDer.class);
    }

    private static Der tbs(List<RevocationEntry> entries) {
        return WholeLists.tbs(template(NOW, NOW.plusSeconds(345_600)), entries);
    }

    private static RevocationListTemplate template(Instant thisUpdate, Instant nextUpdate) {
        return new RevocationListTemplate(
                SignatureAlgorithm.SHA256_ECDSA,
                ISSUER,
                thisUpdate,
                nextUpdate,
                List.of(
                        Extensions.authorityKeyIdentifier(KEY_IDENTIFIER),
                        RevocationListExtensions.number(BigInteger.TWO.pow(158))));
    }

    private static String assembled(Der tbs) {
        Der der = RevocationList.assemble(tbs, SignatureAlgorithm.SHA256_ECDSA, PLACEHOLDER)
                .der();
        return new Pem("X509 CRL", der).text();
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = RevocationListTest.class.getResourceAsStream("/crl/" + name + ".pem")) {
            return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static KeyPair key() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static Der signature(KeyPair key, Der tbs) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(key.getPrivate());
        signer.update(tbs.bytes());
        return Der.of(signer.sign());
    }
}
