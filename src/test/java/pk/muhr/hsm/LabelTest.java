package pk.muhr.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " root", "root ", "a\tb", "abcdefghijklmnopqrstuvwxyz0123456"})
    void refusesTokenLabelsThatATokenCannotHold(String label) {
        assertThatThrownBy(() -> new TokenLabel(label)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fillsATokenLabelWithBlanks() {
        assertThat(new TokenLabel("root").padded()).hasSize(32).startsWith("root  ".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Root", "-root", "root/2026", "root 2026", "..", "ä"})
    void refusesKeyLabelsThatSomeTokenWouldMistake(String label) {
        assertThatThrownBy(() -> new KeyLabel(label)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r", "national-root", "gov-tls.2026-1"})
    void takesKeyLabels(String label) {
        assertThat(new KeyLabel(label)).hasToString(label);
    }
}
