package pk.muhr.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.x509.KeyAlgorithm;

class TokensTest {

    @TempDir
    private Path directory;

    @Test
    void findsATokenByItsLabelWhenOthersCameMeanwhile() {
        TokenLabel label = SoftHsm.token("test-tokens");
        KeyLabel name = TokenTest.fresh();
        String serial;
        try (Token before = SoftHsm.tokens(label).token(label)) {
            before.generate(name, KeyAlgorithm.P_256);
            serial = before.info().serial();
        }
        SoftHsm.token("test-newcomer");
        try (Token after = SoftHsm.tokens(label).token(label)) {
            assertThat(after.info().serial()).isEqualTo(serial);
            assertThat(after.find(name)).isPresent();
        }
    }

    @Test
    void keepsAnAbsentTokenFromTroublingTheOthers() {
        TokenLabel present = SoftHsm.token("test-tokens");
        TokenLabel absent = new TokenLabel("test-absent");
        Tokens tokens = SoftHsm.tokens(present, absent);
        assertThatThrownBy(() -> tokens.token(absent).info())
                .isInstanceOf(TokenUnavailable.class)
                .hasMessageContaining("no token labelled 'test-absent'")
                .hasMessageContaining("test-tokens");
        assertThat(tokens.token(absent).state()).isEqualTo(TokenState.CLOSED);
        assertThat(tokens.token(present).info().label()).isEqualTo("test-tokens");
        assertThat(tokens.all()).extracting(Token::label).containsExactly(absent, present);
        tokens.close();
    }

    @Test
    void saysWhichKeyIsMissingForATokenThatIsNotConfigured() {
        Tokens tokens = SoftHsm.tokens(SoftHsm.token("test-tokens"));
        assertThatThrownBy(() -> tokens.token(new TokenLabel("other")))
                .isInstanceOf(TokenUnavailable.class)
                .hasMessageContaining("muhr.hsm.tokens.\"other\".pin-file");
    }

    @Test
    void saysThatTheConfigurationIsMissing() {
        Map<String, String> keys = new HashMap<>();
        keys.put("muhr.hsm.tokens.any.pin-file", "none");
        TokenLabel label = new TokenLabel("any");
        assertThatThrownBy(() -> SoftHsm.tokens(keys).token(label).open())
                .isInstanceOf(TokenUnavailable.class)
                .hasMessageContaining("muhr.hsm.configuration is not set");
    }

    @Test
    void saysThatTheLibraryIsMissing() {
        TokenLabel label = SoftHsm.token("test-tokens");
        Map<String, String> keys = SoftHsm.configuration(label);
        keys.put("muhr.hsm.library", directory.resolve("missing.so").toString());
        assertThatThrownBy(() -> SoftHsm.tokens(keys).token(label).open())
                .isInstanceOf(TokenUnavailable.class)
                .hasMessageContaining("missing.so")
                .hasMessageContaining("cannot be loaded");
    }

    /** Were the PIN tried a second time, the second attempt would succeed here. */
    @Test
    void triesAWrongPinOnce() throws IOException {
        TokenLabel label = SoftHsm.token("test-wrong-pin");
        Path pin = Files.writeString(directory.resolve("pin"), "not-the-pin");
        Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
        Map<String, String> keys = SoftHsm.configuration(label);
        keys.put("muhr.hsm.tokens.\"" + label + "\".pin-file", pin.toString());
        Token token = SoftHsm.tokens(keys).token(label);
        assertThatThrownBy(token::open)
                .isInstanceOf(TokenUnavailable.class)
                .hasMessageContaining("CKR_PIN_INCORRECT")
                .hasMessageContaining(pin.toString())
                .hasMessageNotContaining("not-the-pin");

        Files.copy(SoftHsm.pinFile(label), pin, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(token::open).isInstanceOf(TokenUnavailable.class).hasMessageContaining("restart");
        assertThat(token.state()).isEqualTo(TokenState.REFUSED);
        try (Token restarted = SoftHsm.tokens(keys).token(label)) {
            restarted.open();
            assertThat(restarted.state()).isEqualTo(TokenState.READY);
        }
    }

    @Test
    void refusesToChooseBetweenTokensOfOneLabel() {
        TokenLabel label = new TokenLabel("test-twins");
        Pkcs11Module module = SoftHsm.module();
        while (twins(module) < 2) {
            initialiseTwin(module, label);
        }
        assertThatThrownBy(() -> module.slot(label, Optional.empty()))
                .isInstanceOf(TokenUnavailable.class)
                .hasMessageContaining("more than one token")
                .hasMessageContaining(".serial");
        assertThat(module.tokens().stream().filter(token -> token.label().equals(label.value())))
                .allSatisfy(twin -> assertThat(
                                module.slot(label, Optional.of(twin.serial())).token())
                        .isEqualTo(twin));
    }

    @Test
    void neverInitialisesATokenInUse() {
        TokenLabel label = SoftHsm.token("test-tokens");
        try (Pin pin = Pin.random(new SecureRandom())) {
            assertThatThrownBy(() -> SoftHsm.module().initialise(label, pin, pin))
                    .isInstanceOf(TokenUnavailable.class)
                    .hasMessageContaining("exists already");
        }
    }

    @Test
    void listsTheMechanismsOfAToken() {
        long rsaPkcs = 0x1;
        long ecdsa = 0x1041;
        assertThat(SoftHsm.module().mechanisms(SoftHsm.token("test-tokens"))).contains(rsaPkcs, ecdsa);
    }

    private static long twins(Pkcs11Module module) {
        return module.tokens().stream()
                .filter(token -> token.label().equals("test-twins"))
                .count();
    }

    private static void initialiseTwin(Pkcs11Module module, TokenLabel label) {
        long free = module.slots().stream()
                .filter(slot -> !slot.token().initialised())
                .findFirst()
                .orElseThrow()
                .id();
        try (Pin pin = Pin.random(new SecureRandom())) {
            module.initialise(free, label, pin);
        }
    }
}
