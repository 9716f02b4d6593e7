package pk.muhr.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.x509.NaturalIdentifier.Cnic;
import pk.muhr.x509.NaturalIdentifier.Passport;

class NaturalIdentifierTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3520212345671",
                "35202-1234567-1",
                "PNOPK-3520212345671",
                "PNOPK-35202-1234567-1",
                "IDCPK-3520212345671",
                "pnopk-3520212345671"
            })
    void readsTheSameCnicFromEveryForm(String written) {
        NaturalIdentifier identifier = NaturalIdentifier.of(written);
        assertThat(identifier).isEqualTo(new Cnic("3520212345671"));
        assertThat(identifier.semantics()).isEqualTo("PNOPK-3520212345671");
        assertThat(identifier.shown()).isEqualTo("35202-1234567-1");
        assertThat(((Cnic) identifier).digits()).isEqualTo("3520212345671");
    }

    @ParameterizedTest
    @CsvSource({
        "PASPK-AB1234567, PASPK-AB1234567, AB1234567 (PK)",
        "paspk-ab1234567, PASPK-AB1234567, AB1234567 (PK)",
        "PASDE-C01X00T47, PASDE-C01X00T47, C01X00T47 (DE)",
        "PASCN-1, PASCN-1, 1 (CN)",
        "PASGB-12345678901234567890, PASGB-12345678901234567890, 12345678901234567890 (GB)"
    })
    void readsPassports(String written, String semantics, String shown) {
        NaturalIdentifier identifier = NaturalIdentifier.of(written);
        assertThat(identifier.semantics()).isEqualTo(semantics);
        assertThat(identifier.shown()).isEqualTo(shown);
        assertThat(NaturalIdentifier.of(semantics)).isEqualTo(identifier);
    }

    @Test
    void raisesTheParts() {
        assertThat(new Passport("pk", "ab1234567")).isEqualTo(new Passport("PK", "AB1234567"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                           | 13 digits
            352021234567                 | 13 digits
            35202123456712               | 13 digits
            0520212345671                | 13 digits
            35202-12345671               | 13 digits
            352021234567-1               | 13 digits
            3520-21234567-1              | 13 digits
            35202--1234567-1             | 13 digits
            -3520212345671               | 13 digits
            35202 1234567 1              | 13 digits
            ' 3520212345671'             | 13 digits
            '3520212345671 '             | 13 digits
            +3520212345671               | 13 digits
            3.52021234567E12             | 13 digits
            PNOPK-                       | 13 digits
            PNOPK-0520212345671          | 13 digits
            PNOPK--3520212345671         | 13 digits
            IDCPK-352021234567A          | 13 digits
            PNOPK3520212345671           | type, country, hyphen
            PNO-3520212345671            | type, country, hyphen
            PNOPKX-3520212345671         | type, country, hyphen
            Ayesha                       | type, country, hyphen
            AB1234567                    | type, country, hyphen
            PNOIN-3520212345671          | by CNIC
            IDCIN-3520212345671          | by CNIC
            TINPK-3520212345671          | by CNIC
            TAXPK-3520212345671          | by CNIC
            EIDPK-3520212345671          | by CNIC
            XX:PK-3520212345671          | by CNIC
            PASPK-A1234567               | two letters and seven digits
            PASPK-ABC123456              | two letters and seven digits
            PASPK-AB12345678             | two letters and seven digits
            PASPK-                       | two letters and seven digits
            PASPK-AB-1234567             | two letters and seven digits
            PASDE-                       | 1 to 20
            PASDE-123456789012345678901  | 1 to 20
            PASDE-C01 X00                | 1 to 20
            PASDE-C01-X00                | 1 to 20
            PASXX-1234567                | ISO 3166-1
            PASUK-1234567                | ISO 3166-1
            PASP1-1234567                | ISO 3166-1
            """)
    void refusesAndNamesTheRule(String written, String rule) {
        assertThatThrownBy(() -> NaturalIdentifier.of(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "٣٥٢٠٢١٢٣٤٥٦٧١",
                "۳۵۲۰۲۱۲۳۴۵۶۷۱",
                "３５２０２１２３４５６７１",
                "352021234567१",
                "PNOPK-352021234567１",
                "PASDE-C01X00T4７"
            })
    void refusesDigitsOfOtherScripts(String written) {
        assertThatThrownBy(() -> NaturalIdentifier.of(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not those of another script");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3520212345671\n",
                "35202\u200b12345671",
                "\u202e3520212345671",
                "35202\u20111234567\u20111",
                "35202\u21231234567-1",
                "352021234567l\u0000",
                "ΡNOPK-3520212345671",
                "pa\u017fde-1"
            })
    void refusesCharactersThatDeceive(String written) {
        assertThatThrownBy(() -> NaturalIdentifier.of(written))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("visible ASCII")
                .doesNotContain("\n", "\u0000", "\u200b", "\u202e");
    }

    @Test
    void theConstructorsRefuseTheSame() {
        assertThatThrownBy(() -> new Cnic("PNOPK-3520212345671")).hasMessageContaining("13 digits");
        assertThatThrownBy(() -> new Cnic("３５２０２１２３４５６７１")).hasMessageContaining("another script");
        assertThatThrownBy(() -> new Passport("Pakistan", "AB1234567")).hasMessageContaining("ISO 3166-1");
        assertThatThrownBy(() -> new Passport("PK", "\u0130B1234567")).hasMessageContaining("visible ASCII");
    }
}
