package pk.muhr.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.hsm.Pkcs11Session.AttributeType;
import pk.muhr.x509.KeyAlgorithm;

/** What a crash while a key is made leaves behind. */
class OrphansTest {

    private Token token;

    @BeforeEach
    void open() {
        TokenLabel label = SoftHsm.token("test-orphans");
        token = SoftHsm.tokens(label).token(label);
    }

    @AfterEach
    void close() {
        token.close();
    }

    @Test
    void destroysKeysThatWereNeverNamed() throws Exception {
        KeyLabel kept = TokenTest.fresh();
        token.generate(kept, KeyAlgorithm.P_256);
        crashBeforeNaming();
        crashBeforeNaming();
        assertThat(token.sweepOrphans().destroyed()).isEqualTo(2);
        assertThat(token.sweepOrphans().destroyed()).isZero();
        assertThat(token.find(kept)).isPresent();
    }

    @Test
    void leavesAnOrphanWithANameToAPerson() throws Exception {
        KeyLabel name = TokenTest.fresh();
        crashBeforeNaming();
        try (Pkcs11Session session = SoftHsm.session(token)) {
            PrivateKeyObject orphan = session.privateKeys().stream()
                    .filter(key -> !key.hasName())
                    .findFirst()
                    .orElseThrow();
            session.write(orphan.handle(), AttributeType.LABEL, name.value().getBytes(StandardCharsets.UTF_8));
        }
        Orphans found = token.sweepOrphans();
        assertThat(found.destroyed()).isZero();
        assertThat(found.named()).contains(name.value());
        assertThat(token.sweepOrphans().named()).contains(name.value());
    }

    @Test
    void discardsAKeyThatGotANameButNoCertificate() {
        KeyLabel name = TokenTest.fresh();
        token.generate(name, KeyAlgorithm.P_256);
        crashBeforeCertificate(name);
        assertThatThrownBy(() -> token.generate(name, KeyAlgorithm.P_256)).isInstanceOf(KeyLabelTaken.class);
        assertThat(token.sweepOrphans().named()).contains(name.value());

        assertThat(token.discardUnfinished(name)).isTrue();

        assertThat(token.generate(name, KeyAlgorithm.P_384).publicKey().label()).isEqualTo("P-384");
    }

    @Test
    void neverDiscardsAFinishedKey() {
        KeyLabel name = TokenTest.fresh();
        token.generate(name, KeyAlgorithm.P_256);
        assertThat(token.discardUnfinished(name)).isFalse();
        assertThat(token.find(name)).isPresent();
    }

    private void crashBeforeNaming() throws GeneralSecurityException {
        KeyPairGenerator generator =
                KeyPairGenerator.getInstance("EC", token.connection().current().provider());
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        generator.generateKeyPair();
    }

    private void crashBeforeCertificate(KeyLabel name) {
        try (Pkcs11Session session = SoftHsm.session(token)) {
            session.objects(
                            Pkcs11Session.CKO_CERTIFICATE,
                            Map.of(AttributeType.LABEL, name.id().bytes()))
                    .forEach(session::destroy);
        }
    }
}
