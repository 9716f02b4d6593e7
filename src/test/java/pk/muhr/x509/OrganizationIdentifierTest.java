package pk.muhr.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.x509.OrganizationIdentifier.CompanyRegistration;
import pk.muhr.x509.OrganizationIdentifier.Government;
import pk.muhr.x509.OrganizationIdentifier.Lei;
import pk.muhr.x509.OrganizationIdentifier.SalesTax;
import pk.muhr.x509.OrganizationIdentifier.Scheme;

class OrganizationIdentifierTest {

    /** The LEI that GLEIF gave itself. */
    private static final String GLEIF = "506700GE1G29325QX363";

    @ParameterizedTest
    @CsvSource({
        "GOVPK, GOV, PK",
        "GOVPK+PB, GOV, PK",
        "GOVPK+SD, GOV, PK",
        "GOVPK+KP, GOV, PK",
        "GOVPK+BA, GOV, PK",
        "GOVPK+IS, GOV, PK",
        "GOVPK+GB, GOV, PK",
        "GOVPK+JK, GOV, PK",
        "GOVUS+CA, GOV, US",
        "GOVFR+971, GOV, FR",
        "NTRPK-0012345, NTR, PK",
        "NTRGB-12345678, NTR, GB",
        "NTRDE-K1101R.HRB-1/2, NTR, DE",
        "VATPK-3277876123456, VAT, PK",
        "VATBE-0876866142, VAT, BE"
    })
    void readsWhatItWrites(String written, Scheme scheme, String country) {
        OrganizationIdentifier identifier = OrganizationIdentifier.of(written);
        assertThat(identifier.semantics()).isEqualTo(written);
        assertThat(identifier).hasToString(written);
        assertThat(identifier.scheme()).isEqualTo(scheme);
        assertThat(identifier.country()).contains(country);
        assertThat(OrganizationIdentifier.of(written.toLowerCase(Locale.ROOT))).isEqualTo(identifier);
    }

    @Test
    void makesThemOfTheirParts() {
        assertThat(new Government("pk", Optional.of("pb")).semantics()).isEqualTo("GOVPK+PB");
        assertThat(new Government("PK", Optional.empty()).semantics()).isEqualTo("GOVPK");
        assertThat(new CompanyRegistration("PK", "0012345").semantics()).isEqualTo("NTRPK-0012345");
        assertThat(new SalesTax("PK", "3277876123456").semantics()).isEqualTo("VATPK-3277876123456");
    }

    @ParameterizedTest
    @ValueSource(strings = {GLEIF, "5493001KJTIIGC8Y1R12", "213800WAVVOPS85N2205"})
    void readsLeis(String code) {
        OrganizationIdentifier identifier = OrganizationIdentifier.of("LEIXG-" + code);
        assertThat(identifier).isEqualTo(new Lei(code.toLowerCase(Locale.ROOT)));
        assertThat(identifier.scheme()).isEqualTo(Scheme.LEI);
        assertThat(identifier.country()).isEmpty();
        assertThat(identifier.semantics()).isEqualTo("LEIXG-" + code);
    }

    @Test
    void noticesEverySingleWrongCharacterOfAnLei() {
        for (int i = 0; i < 20; i++) {
            char wrong = GLEIF.charAt(i) == '1' ? '2' : '1';
            String code = GLEIF.substring(0, i) + wrong + GLEIF.substring(i + 1);
            assertThatThrownBy(() -> new Lei(code)).hasMessageContaining("check digits of an LEI fit");
        }
        assertThatThrownBy(() -> new Lei("506700GE1G29325XQ363")).hasMessageContaining("check digits of an LEI fit");
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void schemesHaveTheirJsonNames(Scheme scheme) throws Exception {
        assertThat(new ObjectMapper().writeValueAsString(scheme)).isEqualTo("\"" + scheme.name() + "\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                          | GOV and the country
            GOV                         | ISO 3166-1
            GOVXX                       | ISO 3166-1
            GOVPAK                      | ISO 3166-1
            GOVPK-1                     | ISO 3166-1
            GOVPK+                      | subdivision of Pakistan
            GOVPK+XX                    | subdivision of Pakistan
            GOVPK+PUN                   | subdivision of Pakistan
            GOVPK+PB+SD                 | subdivision of Pakistan
            GOVPK+PB-1                  | subdivision of Pakistan
            GOVUS+                      | 1 to 3
            GOVUS+CALI                  | 1 to 3
            GOVUS+C-A                   | 1 to 3
            NTRPK                       | GOV and the country
            NTR-0012345                 | GOV and the country
            NTRPK+PB-0012345            | GOV takes a subdivision
            VATPK+SD-3277876123456      | GOV takes a subdivision
            NTRPK-                      | seven digits
            NTRPK-12345                 | seven digits
            NTRPK-00123456              | seven digits
            NTRPK-0000000               | seven digits
            NTRPK-A012345               | seven digits
            NTRPK--012345               | seven digits
            NTRXX-0012345               | ISO 3166-1
            NTRXG-0012345               | ISO 3166-1
            NTRGB-                      | 1 to 50
            NTRGB--1                    | 1 to 50
            NTRGB-1-                    | 1 to 50
            NTRGB-1_2                   | 1 to 50
            NTRGB-123456789012345678901234567890123456789012345678901 | 1 to 50
            VATPK-327787612345          | 13 digits
            VATPK-32778761234567        | 13 digits
            VATPK-32-77-8761-234-56     | 13 digits
            VATPK-0000000000000         | 13 digits
            VATPK-1234567-8             | 13 digits
            LEIXG-                      | 18 letters
            LEIXG-506700GE1G29325QX36   | 18 letters
            LEIXG-506700GE1G29325QX3634 | 18 letters
            LEIXG-506700GE1G29325QX3AB  | 18 letters
            LEIXG-506700GE1G29325QX364  | check digits of an LEI fit
            LEIPK-506700GE1G29325QX363  | register XG
            PSDPK-SBP-1                 | GOV, NTR, VAT or LEI
            TINPK-1234567               | GOV, NTR, VAT or LEI
            INTXG-                      | GOV, NTR, VAT or LEI
            INTXG                       | GOV and the country
            XX:PK-1                     | GOV, NTR, VAT or LEI
            GOVPK +PB                   | no space
            ' GOVPK'                    | no space
            """)
    void refusesAndNamesTheRule(String written, String rule) {
        assertThatThrownBy(() -> OrganizationIdentifier.of(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NTRPK-００１２３４５", "NTRPK-٠٠١٢٣٤٥", "VATPK-۳۲۷۷۸۷۶۱۲۳۴۵۶", "LEIXG-506700GE1G29325QX36３"})
    void refusesDigitsOfOtherScripts(String written) {
        assertThatThrownBy(() -> OrganizationIdentifier.of(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not those of another script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GOVPK\n", "GOV\u200bPK", "\u202eGOVPK", "GОVPK", "NTRPK-001\u00002345", "GOVPK\ud800"})
    void refusesCharactersThatDeceive(String written) {
        assertThatThrownBy(() -> OrganizationIdentifier.of(written))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("visible ASCII")
                .doesNotContain("\n", "\u0000", "\u200b", "\u202e", "\ud800");
    }
}
