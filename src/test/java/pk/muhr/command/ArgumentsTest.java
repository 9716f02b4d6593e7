package pk.muhr.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.command.development.Refused;

class ArgumentsTest {

    private static final Syntax SYNTAX = new Syntax(
            "walk", List.of("FILE"), List.of(new Syntax.Option("data", "DIR"), new Syntax.Option("port", "80")));

    @Test
    void readsOptionsInBothForms() {
        assertThat(parse("--data", "a", "--port=81").options()).isEqualTo(Map.of("data", "a", "port", "81"));
    }

    @Test
    void readsWordsAmongOptions() {
        assertThat(parse("--data", "a", "file").words()).containsExactly("file");
    }

    @Test
    void refusesAnUnknownOption() {
        refuses("--dat", "a").hasMessageContaining("`--dat` is not an option").hasMessageContaining("[--data DIR]");
    }

    @Test
    void refusesAnOptionWithoutItsValue() {
        refuses("--data").hasMessageContaining("`--data` needs a value");
    }

    @Test
    void refusesAnOptionGivenTwice() {
        refuses("--data", "a", "--data=b").hasMessageContaining("twice");
    }

    @Test
    void refusesMoreWordsThanItTakes() {
        refuses("one", "two").hasMessageContaining("`two` is more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "8o8o", "", "99999999999"})
    void refusesWhatIsNoPort(String port) {
        Arguments arguments = parse("--port=" + port);
        assertThatThrownBy(() -> arguments.port("port", 80))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("1 to 65535");
    }

    @Test
    void takesThePortThatIsGiven() {
        assertThat(parse("--port", "65535").port("port", 80)).isEqualTo(65_535);
        assertThat(parse().port("port", 80)).isEqualTo(80);
    }

    private static Arguments parse(String... line) {
        return Arguments.parse(SYNTAX, List.of(line));
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refuses(String... line) {
        return assertThatThrownBy(() -> parse(line))
                .isInstanceOfSatisfying(Refused.class, failure -> assertThat(failure.exitStatus())
                        .isEqualTo(2));
    }
}
