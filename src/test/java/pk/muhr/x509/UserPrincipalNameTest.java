package pk.muhr.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserPrincipalNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"ayesha.khan@nitb.gov.pk", "A_K-7@nitb.gov.pk", "3520212345671@nitb.gov.pk", "_svc@gov.pk"})
    void takesNamesOfUsers(String name) {
        assertThat(new UserPrincipalName(name).value()).isEqualTo(name);
    }

    @Test
    void lowersTheDomainAndKeepsTheUser() {
        UserPrincipalName name = new UserPrincipalName("Ayesha@NITB.gov.PK");
        assertThat(name).hasToString("Ayesha@nitb.gov.pk");
        assertThat(name.domain()).isEqualTo(new DnsName("nitb.gov.pk"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                         | exactly one @
            ayesha                     | exactly one @
            NITB\\ayesha               | exactly one @
            a@b@nitb.gov.pk            | exactly one @
            @nitb.gov.pk               | single dots
            .a@nitb.gov.pk             | single dots
            a.@nitb.gov.pk             | single dots
            a..b@nitb.gov.pk           | single dots
            a b@nitb.gov.pk            | single dots
            a+b@nitb.gov.pk            | single dots
            a'b@nitb.gov.pk            | single dots
            "a"@nitb.gov.pk            | single dots
            NITB\\a@nitb.gov.pk        | single dots
            a/b@nitb.gov.pk            | single dots
            a*@nitb.gov.pk             | single dots
            a)(uid=*@nitb.gov.pk       | single dots
            عائشہ@nitb.gov.pk          | single dots
            аyesha@nitb.gov.pk         | single dots
            a@                         | not empty
            a@nitb                     | at least two labels
            a@nitb.local               | internal names
            a@*.nitb.gov.pk            | not of a wildcard
            a@10.0.0.1                 | IP address
            """)
    void refusesAndNamesTheRule(String name, String rule) {
        assertThatThrownBy(() -> new UserPrincipalName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\0@nitb.gov.pk",
                "a\r\n@nitb.gov.pk",
                "a\n@nitb.gov.pk",
                "\u202ea@nitb.gov.pk",
                "a\u200b@nitb.gov.pk"
            })
    void refusesCharactersThatDeceiveAndSpellsThemOut(String name) {
        assertThatThrownBy(() -> new UserPrincipalName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("single dots")
                .matches("[ -~§]*\\\\u[0-9a-f]{4}[ -~§]*");
    }

    @Test
    void limitsTheUserPart() {
        assertThat(new UserPrincipalName("a".repeat(64) + "@gov.pk").value()).hasSize(71);
        assertThatThrownBy(() -> new UserPrincipalName("a".repeat(65) + "@gov.pk"))
                .hasMessageContaining("64");
        assertThatThrownBy(() -> new UserPrincipalName("a".repeat(1_000_000) + "@gov.pk"))
                .extracting(e -> e.getMessage().length())
                .satisfies(length -> assertThat((int) length).isLessThan(400));
    }
}
