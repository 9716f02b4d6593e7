package pk.muhr.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsNameTest {

    private static final String LABEL_63 = "a".repeat(63);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nitb.gov.pk",
                "www.nitb.example.gov.pk",
                "*.nitb.gov.pk",
                "1.2.3.gov.pk",
                "a-b--c.gov.pk",
                "3com.com",
                "gov.pk",
                "www.xn--mgbai9azgqp6j",
                "xn--bcher-kva.example.com",
                "x.home.gov.pk",
                "localhost.gov.pk"
            })
    void takesPublicNames(String name) {
        assertThat(new DnsName(name).value()).isEqualTo(name);
    }

    @Test
    void lowersUpperCase() {
        assertThat(new DnsName("WWW.Nitb.GOV.pk")).isEqualTo(new DnsName("www.nitb.gov.pk"));
        assertThat(new DnsName("XN--BCHER-KVA.com").value()).isEqualTo("xn--bcher-kva.com");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                       | not empty
            gov                      | at least two labels
            localhost                | internal names
            host.local               | internal names
            a.internal               | internal names
            a.lan                    | internal names
            a.corp                   | internal names
            x.test                   | internal names
            x.example                | internal names
            x.invalid                | internal names
            x.onion                  | internal names
            x.home.arpa              | internal names
            1.0.168.192.in-addr.arpa | internal names
            nitb.gov.pk.             | no trailing dot
            .nitb.gov.pk             | no empty label
            a..gov.pk                | no empty label
            -a.gov.pk                | begins nor ends with a hyphen
            a-.gov.pk                | begins nor ends with a hyphen
            a_b.gov.pk               | no underscore
            _dmarc.gov.pk            | no underscore
            a b.gov.pk               | letters, digits, hyphens
            نادرا.pk                 | letters, digits, hyphens
            a,b.gov.pk               | letters, digits, hyphens
            a/b.gov.pk               | letters, digits, hyphens
            a@b.gov.pk               | letters, digits, hyphens
            192.168.0.1              | IP address
            127.1                    | IP address
            2130706433               | IP address
            0x7f.0.0.1               | IP address
            0177.0.0.1               | IP address
            127.0.0.1.               | IP address
            ::1                      | IP address
            [::1]                    | IP address
            ::ffff:10.0.0.1          | IP address
            a.b.123                  | alphabetic
            a.b.c1                   | alphabetic
            *                        | whole left-most label
            a.*.gov.pk               | whole left-most label
            a*.gov.pk                | whole left-most label
            *a.gov.pk                | whole left-most label
            *.*.gov.pk               | whole left-most label
            **.nitb.gov.pk           | whole left-most label
            *.                       | trailing dot
            *.pk                     | at least two labels
            *.gov.pk                 | every registrant
            *.com.pk                 | every registrant
            *.edu.pk                 | every registrant
            ab--cd.gov.pk            | reserved
            xn--.gov.pk              | hyphen
            xn--a.gov.pk             | in one script
            xn--pple-43d.com         | in one script
            xn--ls8h.gov.pk          | in one script
            xn--zzzzzzzzzzz99.gov.pk | in one script
            """)
    void refusesAndNamesTheRule(String name, String rule) {
        assertThatThrownBy(() -> new DnsName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gov\0.evil.pk",
                "a\n.gov.pk",
                "a\u200b.gov.pk",
                "\u202egov.pk",
                "\ufeffnitb.gov.pk",
                "nitb\u3002gov.pk",
                "nitb．gov.pk",
                "\u212aa.gov.pk",
                "аpple.com",
                "\ud800.gov.pk"
            })
    void refusesCharactersThatDeceive(String name) {
        assertThatThrownBy(() -> new DnsName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .matches("[ -~§–…]*");
    }

    @Test
    void limitsLabelsAndNames() {
        assertThat(new DnsName(LABEL_63 + ".gov.pk").value()).hasSize(70);
        assertThatThrownBy(() -> new DnsName(LABEL_63 + "a.gov.pk")).hasMessageContaining("63");
        String long253 = (LABEL_63 + ".").repeat(3) + "a".repeat(54) + ".gov.pk";
        assertThat(new DnsName(long253).value()).hasSize(253);
        assertThatThrownBy(() -> new DnsName("a" + long253)).hasMessageContaining("253");
        assertThatThrownBy(() -> new DnsName("a".repeat(1_000_000) + ".pk"))
                .extracting(e -> e.getMessage().length())
                .satisfies(length -> assertThat((int) length).isLessThan(400));
    }

    @Test
    void knowsWildcards() {
        assertThat(new DnsName("*.nitb.gov.pk").isWildcard()).isTrue();
        assertThat(new DnsName("*.nitb.gov.pk").base()).isEqualTo(new DnsName("nitb.gov.pk"));
        assertThat(new DnsName("nitb.gov.pk").isWildcard()).isFalse();
    }

    @Test
    void knowsPublicSuffixes() {
        assertThat(new DnsName("gov.pk").isPublicSuffix()).isTrue();
        assertThat(new DnsName("nitb.gov.pk").isPublicSuffix()).isFalse();
    }

    @Test
    void listsTheNamesAbove() {
        assertThat(new DnsName("*.a.nitb.gov.pk").withParents())
                .extracting(DnsName::value)
                .containsExactly("a.nitb.gov.pk", "nitb.gov.pk", "gov.pk");
    }
}
