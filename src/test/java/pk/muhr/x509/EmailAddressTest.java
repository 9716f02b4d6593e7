package pk.muhr.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ayesha.khan@nitb.gov.pk",
                "a@b.pk",
                "ayesha+tag@nitb.gov.pk",
                "o'brien@nitb.gov.pk",
                "!#$%&'*+-/=?^_`{|}~@nitb.gov.pk",
                "Ayesha.Khan@nitb.gov.pk",
                "info@gov.pk",
                "info@xn--bcher-kva.com"
            })
    void takesMailboxes(String address) {
        assertThat(new EmailAddress(address).value()).isEqualTo(address);
    }

    @Test
    void lowersTheDomainAndKeepsTheLocalPart() {
        EmailAddress address = new EmailAddress("Ayesha.KHAN@NITB.Gov.PK");
        assertThat(address).hasToString("Ayesha.KHAN@nitb.gov.pk");
        assertThat(address.domain()).isEqualTo(new DnsName("nitb.gov.pk"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                           | exactly one @
            nitb.gov.pk                  | exactly one @
            a@b@nitb.gov.pk              | exactly one @
            @nitb.gov.pk                 | dot-atom
            .a@nitb.gov.pk               | dot-atom
            a.@nitb.gov.pk               | dot-atom
            a..b@nitb.gov.pk             | dot-atom
            a(b)@nitb.gov.pk             | dot-atom
            a,b@nitb.gov.pk              | dot-atom
            a:b@nitb.gov.pk              | dot-atom
            a;b@nitb.gov.pk              | dot-atom
            a\\b@nitb.gov.pk             | dot-atom
            <a@nitb.gov.pk>              | dot-atom
            mailto:a@nitb.gov.pk         | dot-atom
            "a b"@nitb.gov.pk            | visible ASCII
            "a"@nitb.gov.pk              | quoted
            "a@b"@nitb.gov.pk            | quoted
            Ali <a@nitb.gov.pk>          | visible ASCII
            عائشہ@nitb.gov.pk            | visible ASCII
            a@نادرا.pk                   | visible ASCII
            a@                           | not empty
            a@nitb                       | at least two labels
            a@localhost                  | internal names
            a@nitb.gov.pk.               | no trailing dot
            a@[192.168.0.1]              | IP address
            a@192.168.0.1                | IP address
            a@*.nitb.gov.pk              | not at a wildcard
            a@ni_tb.gov.pk               | no underscore
            a@xn--pple-43d.com           | in one script
            """)
    void refusesAndNamesTheRule(String address, String rule) {
        assertThatThrownBy(() -> new EmailAddress(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nBcc: b@nitb.gov.pk",
                "a@nitb.gov.pk\r\n",
                "a\0@nitb.gov.pk",
                "a\u200b@nitb.gov.pk",
                "\u202ea@nitb.gov.pk",
                "a\uff20nitb.gov.pk",
                "a@nitb.gov.pk\ud800"
            })
    void refusesCharactersThatDeceive(String address) {
        assertThatThrownBy(() -> new EmailAddress(address))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("visible ASCII")
                .doesNotContain("\r", "\n", "\0", "\u200b", "\u202e");
    }

    @Test
    void limitsLocalPartAndWhole() {
        String local64 = "a".repeat(64);
        assertThat(new EmailAddress(local64 + "@nitb.gov.pk").value()).hasSize(76);
        assertThatThrownBy(() -> new EmailAddress("a" + local64 + "@nitb.gov.pk"))
                .hasMessageContaining("64");
        String domain189 = "cc." + ("b".repeat(60) + ".").repeat(3) + "com";
        assertThat(new EmailAddress(local64 + "@" + domain189).value()).hasSize(254);
        assertThatThrownBy(() -> new EmailAddress(local64 + "@c" + domain189)).hasMessageContaining("254");
        assertThatThrownBy(() -> new EmailAddress("a".repeat(1_000_000)))
                .extracting(e -> e.getMessage().length())
                .satisfies(length -> assertThat((int) length).isLessThan(400));
    }
}
