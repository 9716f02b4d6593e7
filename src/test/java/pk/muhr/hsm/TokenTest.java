package pk.muhr.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import pk.muhr.x509.Content;
import pk.muhr.x509.Der;
import pk.muhr.x509.KeyAlgorithm;
import pk.muhr.x509.SignatureAlgorithm;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenTest {

    static final Der MESSAGE = Der.of("to be signed".getBytes(StandardCharsets.UTF_8));

    private static final long CKO_PUBLIC_KEY = 2;

    private TokenLabel label;
    private Tokens tokens;
    private Token token;

    @BeforeAll
    void open() {
        label = SoftHsm.token("test-token");
        tokens = SoftHsm.tokens(label);
        token = tokens.token(label);
    }

    @AfterAll
    void close() {
        tokens.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = SignatureAlgorithm.class,
            names = {"SHA512_ECDSA"},
            mode = EnumSource.Mode.EXCLUDE)
    void makesSignaturesThatThePublicKeyVerifies(SignatureAlgorithm algorithm) throws Exception {
        SigningKey key = kept(keyFor(algorithm));
        assertThat(verifies(key, key.sign(MESSAGE, algorithm), algorithm)).isTrue();
    }

    /** A list of millions of entries passes through in pieces; the signature is the same as over the whole. */
    @ParameterizedTest
    @EnumSource(
            value = SignatureAlgorithm.class,
            names = {"SHA512_ECDSA"},
            mode = EnumSource.Mode.EXCLUDE)
    void signsAMessageThatComesInPieces(SignatureAlgorithm algorithm) throws Exception {
        SigningKey key = kept(keyFor(algorithm));
        byte[] message = new byte[3_000_001];
        new java.util.Random(1).nextBytes(message);
        Content pieces = out -> {
            for (int at = 0; at < message.length; at += 65_536) {
                out.write(message, at, Math.min(65_536, message.length - at));
            }
        };
        Der signature = key.sign(pieces, algorithm);
        assertThat(verifies(key, Der.of(message), signature, algorithm)).isTrue();
        message[0] ^= 1;
        assertThat(verifies(key, Der.of(message), signature, algorithm)).isFalse();
    }

    @Test
    void makesNoSignatureOfAMessageThatBreaksOff() {
        SigningKey key = kept(KeyAlgorithm.P_256);
        assertThatThrownBy(() -> key.sign(
                        (Content) out -> {
                            out.write(1);
                            throw new IOException("the disk is gone");
                        },
                        SignatureAlgorithm.SHA256_ECDSA))
                .isInstanceOf(MessageUnreadable.class)
                .hasMessageContaining("the disk is gone");
        assertThat(key.sign(MESSAGE, SignatureAlgorithm.SHA256_ECDSA)).isNotNull();
    }

    @Test
    void makesRsa4096Keys() throws Exception {
        SigningKey key = kept(KeyAlgorithm.RSA_4096);
        assertThat(key.publicKey().label()).isEqualTo("RSA-4096");
        assertThat(verifies(key, key.sign(MESSAGE, SignatureAlgorithm.SHA256_RSA), SignatureAlgorithm.SHA256_RSA))
                .isTrue();
    }

    @Test
    void countsEachSignatureOnce() throws Exception {
        SigningKey key = kept(KeyAlgorithm.P_256);
        long before = token.signatures();
        List<Future<Der>> made;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            made = Stream.generate(() -> callers.submit(() -> key.sign(MESSAGE, SignatureAlgorithm.SHA256_ECDSA)))
                    .limit(200)
                    .toList();
        }
        for (Future<Der> signature : made) {
            assertThat(verifies(key, signature.get(), SignatureAlgorithm.SHA256_ECDSA))
                    .isTrue();
        }
        assertThat(token.signatures() - before).isEqualTo(200);
        assertThat(token.abandonedSignatures()).isZero();
    }

    @Test
    void makesKeysThatAreBornInTheTokenAndOnlySign() {
        KeyLabel name = fresh();
        token.generate(name, KeyAlgorithm.P_256);
        try (Pkcs11Session session = session()) {
            List<PrivateKeyObject> found = session.privateKeys(name.id());
            assertThat(found).singleElement().satisfies(key -> {
                assertThat(key.attributes()).isEqualTo(new KeyAttributes(true, true, true, false, true));
                assertThat(key.label()).isEqualTo(name.value());
            });
        }
    }

    @Test
    void keepsNoPublicKeyObjects() {
        token.generate(fresh(), KeyAlgorithm.P_256);
        try (Pkcs11Session session = session()) {
            assertThat(session.objects(CKO_PUBLIC_KEY, Map.of())).isEmpty();
        }
    }

    @Test
    void givesANameOnlyOnce() {
        KeyLabel name = fresh();
        token.generate(name, KeyAlgorithm.P_256);
        assertThatThrownBy(() -> token.generate(name, KeyAlgorithm.P_384))
                .isInstanceOf(KeyLabelTaken.class)
                .hasMessageContaining(name.value());
    }

    @Test
    void findsNoKeyUnderAnUnknownName() {
        assertThat(token.find(fresh())).isEmpty();
    }

    @Test
    void findsAKeyAfterARestart() throws Exception {
        KeyLabel name = fresh();
        SigningKey made = token.generate(name, KeyAlgorithm.P_256);
        try (Token afterwards = SoftHsm.tokens(label).token(label)) {
            SigningKey found = afterwards.find(name).orElseThrow();
            assertThat(found.publicKey()).isEqualTo(made.publicKey());
            Der signature = found.sign(MESSAGE, SignatureAlgorithm.SHA256_ECDSA);
            assertThat(verifies(made, signature, SignatureAlgorithm.SHA256_ECDSA))
                    .isTrue();
        }
    }

    @Test
    void findsAKeyThatAnotherProcessMadeMeanwhile() {
        KeyLabel name = fresh();
        assertThat(token.find(name)).isEmpty();
        try (Token other = SoftHsm.tokens(label).token(label)) {
            other.generate(name, KeyAlgorithm.P_256);
        }
        assertThat(token.find(name)).isPresent();
    }

    @Test
    void refusesAnAlgorithmOfAnotherKindOfKey() {
        SigningKey key = kept(KeyAlgorithm.P_256);
        assertThatThrownBy(() -> key.sign(MESSAGE, SignatureAlgorithm.SHA256_RSA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("P-256");
        assertThat(token.state()).isEqualTo(TokenState.READY);
    }

    @Test
    void saysThatItIsSoftware() {
        assertThat(token.info().manufacturer()).isEqualTo("SoftHSM project");
        assertThat(token.info().isSoftware()).isTrue();
    }

    static boolean verifies(SigningKey key, Der signature, SignatureAlgorithm algorithm)
            throws GeneralSecurityException {
        return verifies(key, MESSAGE, signature, algorithm);
    }

    private static boolean verifies(SigningKey key, Der message, Der signature, SignatureAlgorithm algorithm)
            throws GeneralSecurityException {
        Signature verification = Signature.getInstance(algorithm.jcaName());
        if (algorithm.parameters().isPresent()) {
            verification.setParameter(algorithm.parameters().get());
        }
        verification.initVerify(key.publicKey().jca());
        verification.update(message.bytes());
        return verification.verify(signature.bytes());
    }

    static KeyLabel fresh() {
        return new KeyLabel("key-" + UUID.randomUUID());
    }

    private SigningKey kept(KeyAlgorithm algorithm) {
        KeyLabel name = new KeyLabel("kept-" + algorithm.label().toLowerCase(Locale.ROOT));
        return token.find(name).orElseGet(() -> token.generate(name, algorithm));
    }

    private static KeyAlgorithm keyFor(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case SHA256_RSA, SHA384_RSA, SHA512_RSA, SHA256_RSA_PSS, SHA384_RSA_PSS -> KeyAlgorithm.RSA_3072;
            case SHA256_ECDSA -> KeyAlgorithm.P_256;
            case SHA384_ECDSA, SHA512_ECDSA -> KeyAlgorithm.P_384;
        };
    }

    private Pkcs11Session session() {
        return SoftHsm.session(token);
    }
}
