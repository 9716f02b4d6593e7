package pk.muhr.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.hsm.Pkcs11Session.AttributeType;
import pk.muhr.x509.KeyAlgorithm;
import pk.muhr.x509.SubjectPublicKey;

/** Keys that were put into the token by other means than ours. */
class KeyTrustTest {

    @TempDir
    private Path directory;

    private TokenLabel label;
    private Token token;

    @BeforeEach
    void open() {
        label = SoftHsm.token("test-trust");
        token = SoftHsm.tokens(label).token(label);
    }

    @AfterEach
    void close() {
        token.close();
    }

    @Test
    void refusesAKeyThatWasImported() throws Exception {
        KeyLabel name = TokenTest.fresh();
        KeyPairGenerator software = KeyPairGenerator.getInstance("EC");
        software.initialize(new ECGenParameterSpec("secp256r1"));
        store(name, software.generateKeyPair(), token);
        assertThatThrownBy(() -> token.find(name))
                .isInstanceOf(KeyNotTrustworthy.class)
                .hasMessageContaining(name.value())
                .hasMessageContaining("CKA_LOCAL is false")
                .hasMessageContaining("CKA_ALWAYS_SENSITIVE is false")
                .hasMessageContaining("CKA_NEVER_EXTRACTABLE is false");
        assertThat(token.state()).isEqualTo(TokenState.READY);
    }

    @Test
    void refusesAKeyThatCouldLeaveTheToken() throws Exception {
        KeyLabel name = TokenTest.fresh();
        try (Token careless = careless()) {
            store(name, generate(careless), careless);
        }
        assertThatThrownBy(() -> token.find(name))
                .isInstanceOf(KeyNotTrustworthy.class)
                .hasMessageContaining("CKA_EXTRACTABLE is true")
                .hasMessageNotContaining("CKA_LOCAL");
    }

    @Test
    void destroysANewKeyThatTheTokenDidNotMakeAsAsked() throws Exception {
        KeyLabel name = TokenTest.fresh();
        try (Token careless = careless()) {
            assertThatThrownBy(() -> careless.generate(name, KeyAlgorithm.P_256))
                    .isInstanceOf(KeyNotTrustworthy.class)
                    .hasMessageContaining("CKA_SENSITIVE is false");
        }
        assertThat(token.find(name)).isEmpty();
        try (Pkcs11Session session = SoftHsm.session(token)) {
            assertThat(session.privateKeys(name.id())).isEmpty();
        }
    }

    @Test
    void refusesANameThatTwoKeysBear() throws Exception {
        KeyLabel name = TokenTest.fresh();
        KeyLabel other = TokenTest.fresh();
        token.generate(name, KeyAlgorithm.P_256);
        token.generate(other, KeyAlgorithm.P_256);
        try (Pkcs11Session session = SoftHsm.session(token)) {
            long second = session.privateKeys(other.id()).getFirst().handle();
            session.write(second, AttributeType.ID, name.id().bytes());
        }
        try (Token afterwards = SoftHsm.tokens(label).token(label)) {
            assertThatThrownBy(() -> afterwards.find(name)).isInstanceOf(KeyNotTrustworthy.class);
        }
    }

    /** The same token under attribute templates that nobody should use. */
    private Token careless() throws IOException {
        String templates = Files.readString(SoftHsm.CONFIGURATION)
                .replace("CKA_SENSITIVE = true", "CKA_SENSITIVE = false")
                .replace("CKA_EXTRACTABLE = false", "CKA_EXTRACTABLE = true");
        Map<String, String> keys = SoftHsm.configuration(label);
        keys.put(
                "muhr.hsm.configuration",
                Files.writeString(directory.resolve("careless.cfg"), templates).toString());
        return SoftHsm.tokens(keys).token(label);
    }

    private static KeyPair generate(Token token) throws GeneralSecurityException {
        Provider provider = token.connection().current().provider();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static void store(KeyLabel name, KeyPair pair, Token token) throws GeneralSecurityException, IOException {
        Provider provider = token.connection().current().provider();
        KeyStore keys = KeyStore.getInstance("PKCS11", provider);
        keys.load(null, null);
        Certificate[] placeholder = {PlaceholderCertificate.of(name, SubjectPublicKey.of(pair.getPublic()))};
        keys.setKeyEntry(name.value(), pair.getPrivate(), null, placeholder);
    }
}
