package pk.muhr.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceUriTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.nitb.gov.pk/",
                "https://api.nitb.gov.pk/cards/v1",
                "https://api.nitb.gov.pk/cards/",
                "https://api.nitb.gov.pk:8443/cards",
                "https://api.nitb.gov.pk/~cards/a;b=1,c@d:e!$&'()*+",
                "https://api.nitb.gov.pk/%D8%A7%5B",
                "https://api.nitb.gov.pk/...",
                "spiffe://nitb.gov.pk/ns/cards/sa/issuer",
                "spiffe://nitb.gov.pk/Cards_1.0-a"
            })
    void takesNormalisedUris(String uri) {
        assertThat(new ServiceUri(uri).value()).isEqualTo(uri);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://API.Nitb.gov.PK/Cards, https://api.nitb.gov.pk/Cards",
        "https://api.nitb.gov.pk, https://api.nitb.gov.pk/",
        "https://api.nitb.gov.pk:8443, https://api.nitb.gov.pk:8443/",
        "SPIFFE://NITB.gov.pk/a, spiffe://nitb.gov.pk/a"
    })
    void lowersSchemeAndHostAndWritesTheRoot(String written, String canonical) {
        assertThat(new ServiceUri(written)).hasToString(canonical);
    }

    @Test
    void knowsItsHost() {
        assertThat(new ServiceUri("https://api.nitb.gov.pk:8443/a:b").host()).isEqualTo(new DnsName("api.nitb.gov.pk"));
        assertThat(new ServiceUri("https://api.nitb.gov.pk").host()).isEqualTo(new DnsName("api.nitb.gov.pk"));
        assertThat(new ServiceUri("spiffe://nitb.gov.pk/a").host()).isEqualTo(new DnsName("nitb.gov.pk"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                      | absolute
            api.nitb.gov.pk                         | absolute
            /cards                                  | absolute
            //api.nitb.gov.pk/cards                 | absolute
            https:/api.nitb.gov.pk                  | absolute
            https:api.nitb.gov.pk                   | absolute
            urn:uuid:1                              | absolute
            javascript:alert(1)                     | absolute
            http://api.nitb.gov.pk/                 | scheme https or spiffe
            file://nitb.gov.pk/etc/passwd           | scheme https or spiffe
            ldap://nitb.gov.pk/                     | scheme https or spiffe
            javascript://nitb.gov.pk/%0Aalert(1)    | scheme https or spiffe
            https://api.nitb.gov.pk/#a              | no fragment
            spiffe://nitb.gov.pk/a#b                | no fragment
            https://api.nitb.gov.pk/?a=b            | no query
            https://api.nitb.gov.pk?a               | no query
            spiffe://nitb.gov.pk/a?b                | no query
            https://ali@nitb.gov.pk/                | no user information
            https://ali:pw@nitb.gov.pk/             | no user information
            https://nitb.gov.pk@evil.com/           | no user information
            spiffe://ali@nitb.gov.pk/a              | no user information
            https:///cards                          | not empty
            https://nitb/                           | at least two labels
            https://localhost/                      | internal names
            https://nitb.gov.pk./                   | no trailing dot
            https://192.168.0.1/                    | IP address
            https://2130706433/                     | IP address
            https://[::1]/                          | DNS name for a host
            https://[::ffff:127.0.0.1]:8443/        | DNS name for a host
            https://a:b:1/                          | DNS name for a host
            https://a.gov.pk:80a/                   | DNS name for a host
            https://*.nitb.gov.pk/                  | not a wildcard
            https://nitb.gov.pk\\@evil.com/         | no user information
            https://nitb.gov.pk\\evil.com/          | letters, digits, hyphens
            https://nitb%2egov.pk/                  | letters, digits, hyphens
            https://nitb.gov.pk:/                   | from 1 to 65535
            https://nitb.gov.pk:0/                  | from 1 to 65535
            https://nitb.gov.pk:08443/              | from 1 to 65535
            https://nitb.gov.pk:65536/              | from 1 to 65535
            https://nitb.gov.pk:99999999999/        | from 1 to 65535
            https://nitb.gov.pk:443/                | implied by https
            spiffe://nitb.gov.pk:8443/a             | no port
            https://nitb.gov.pk/.                   | no dot segments
            https://nitb.gov.pk/a/../b              | no dot segments
            https://nitb.gov.pk/a/./b               | no dot segments
            spiffe://nitb.gov.pk/a/../b             | no dot segments
            https://nitb.gov.pk//a                  | no empty segment
            https://nitb.gov.pk/a//                 | no empty segment
            https://nitb.gov.pk/%41                 | percent-encoding hides
            https://nitb.gov.pk/%2E%2E/a            | percent-encoding hides
            https://nitb.gov.pk/%7Eali              | percent-encoding hides
            https://nitb.gov.pk/a%2Fb               | percent-encoding hides
            https://nitb.gov.pk/a%5Cb               | percent-encoding hides
            https://nitb.gov.pk/%0D%0A              | percent-encoding hides
            https://nitb.gov.pk/%00                 | percent-encoding hides
            https://nitb.gov.pk/%20                 | percent-encoding hides
            https://nitb.gov.pk/%d8                 | in upper case
            https://nitb.gov.pk/%                   | pchar
            https://nitb.gov.pk/%4                  | pchar
            https://nitb.gov.pk/<script>            | pchar
            https://nitb.gov.pk/{{7*7}}             | pchar
            https://nitb.gov.pk/a\\b                | pchar
            https://nitb.gov.pk/a b                 | visible ASCII
            https://nitb.gov.pk/عائشہ               | visible ASCII
            spiffe://nitb.gov.pk                    | has a path
            spiffe://nitb.gov.pk/                   | has a path
            spiffe://nitb.gov.pk/a/                 | segment of a SPIFFE ID
            spiffe://nitb.gov.pk/a//b               | segment of a SPIFFE ID
            spiffe://nitb.gov.pk/%41                | segment of a SPIFFE ID
            spiffe://nitb.gov.pk/a:b                | segment of a SPIFFE ID
            """)
    void refusesAndNamesTheRule(String uri, String rule) {
        assertThatThrownBy(() -> new ServiceUri(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://nitb.gov.pk/a\0b",
                "https://nitb.gov.pk/\r\nX: y",
                "https://nitb.gov.pk/\u202ea",
                "https://nitb.gov.pk/\u200b",
                "https://nitb.gov.pk/\ud800"
            })
    void refusesCharactersThatDeceiveAndSpellsThemOut(String uri) {
        assertThatThrownBy(() -> new ServiceUri(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("visible ASCII")
                .matches("[ -~§]*\\\\u[0-9a-f]{4}[ -~§]*");
    }

    @Test
    void limitsLength() {
        String uri255 = "https://nitb.gov.pk/" + "a".repeat(235);
        assertThat(new ServiceUri(uri255).value()).hasSize(255);
        assertThatThrownBy(() -> new ServiceUri(uri255 + "a")).hasMessageContaining("255");
        assertThatThrownBy(() -> new ServiceUri("a".repeat(1_000_000)))
                .extracting(e -> e.getMessage().length())
                .satisfies(length -> assertThat((int) length).isLessThan(400));
    }
}
