package pk.muhr.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegibleTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ayesha Khan",
                "Muhammad Ali Jinnah-Wadia",
                "O'Brien",
                "Dr. Abdus Salam, NI(M)",
                "National Database & Registration Authority (NADRA)",
                "Office 12/3",
                "3M Pakistan (Pvt.) Ltd.",
                "Ñandú Müller",
                "عائشہ خان",
                "مُحَمَّد علی",
                "ادارہ ۱۲",
                "ادارہ ١٢",
                "Иван Петров",
                "Ελένη",
                "आयशा ख़ान",
                "山田かな",
                "김영희",
                "李小龍",
                "Na Yoon",
                "7"
            })
    void takesNames(String name) {
        assertThat(new LegibleText(name).value()).isEqualTo(Normalizer.normalize(name, Normalizer.Form.NFC));
    }

    @Test
    void composesTwinsToOne() {
        assertThat(new LegibleText("Mu\u0308ller")).isEqualTo(new LegibleText("M\u00fcller"));
        assertThat(new LegibleText("\u0627\u0653\u0635\u0641").value()).isEqualTo("\u0622\u0635\u0641");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            '  '|is not blank
            ''|is not blank
             Ali|nor ends with a space
            Ali |nor ends with a space
            Ali  Khan|two in a row
            -|says more
            .|says more
            ...|says more
            N/A|says more
            n/a|says more
            n.a.|says more
            Not Applicable|says more
            none|says more
            NULL|says more
            Unknown|says more
            *|says more
            ()|says more
            Ali*|only
            Ali;Khan|only
            Ali_Khan|only
            <script>alert(1)</script>|only
            {{7*7}}|only
            ${jndi:ldap://x}|only
            =cmd|only
            CN=a,O=b|only
            a+b|only
            a@b|only
            "Ali"|only
            Ali\\Khan|only
            Ali%00|only
            Ali#|only
            Ali : Khan|only
            Ali’s|only
            Ali 😀|only
            Ali™|plain letters
            ＡＬＩ|plain letters
            １２|plain letters
            𝐀𝐥𝐢|plain letters
            ﬁsh|plain letters
            ﷲ|plain letters
            №1|plain letters
            Henry Ⅳ|plain letters
            محمـد|only
            Oʼ Brien|only
            """)
    void refusesAndNamesTheRule(String name, String rule) {
        assertThatThrownBy(() -> new LegibleText(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ali\0Khan",
                "Ali\nERROR forged",
                "Ali\r",
                "Ali\tKhan",
                "\u001b[31mAli",
                "Ali\u007f",
                "Ali\u0085",
                "Ali\u200bKhan",
                "Ali\u200cKhan",
                "Ali\u200dKhan",
                "\u202eilA",
                "\u2066Ali\u2069",
                "\ufeffAli",
                "Ali\u00adKhan",
                "Ali\u2028Khan",
                "Ali\u2029Khan",
                "Ali\ue000",
                "Ali\ud800",
                "Ali\udc00",
                "Ali\uffff",
                "Ali\u0378",
                "Ali\u034f",
                "Ali\ufe0f",
                "Ali\u115f",
                "Ali\u3164",
                "Ali\udb40\udc41"
            })
    void refusesWhatCannotBeSeenAndSpellsItOut(String name) {
        assertThatThrownBy(() -> new LegibleText(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no control, format, bidirectional")
                .message()
                .matches("[ -~§…]*\\\\u[0-9a-f]{4}[ -~§…]*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ali\u00a0Khan", "Ali\u2003Khan", "Ali\u3000Khan"})
    void refusesSpacesOfOtherKindsAndSpellsThemOut(String name) {
        assertThatThrownBy(() -> new LegibleText(name))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("plain letters")
                .matches("[ -~§]*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Аyesha", // Cyrillic A
                "Nadrа", // Cyrillic a
                "Αli", // Greek Alpha
                "NADRA نادرا",
                "Micros\u0665ft",
                "Al\u06f1",
                "Ali 李",
                "Иван Ελένη",
                "Ꭺli", // Cherokee
                "김かな"
            })
    void refusesMixedScripts(String name) {
        assertThatThrownBy(() -> new LegibleText(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of one script");
    }

    @Test
    void refusesMarksThatStandOnNothingOrPileUp() {
        assertThat(new LegibleText("x\u0316\u0317\u0318\u0319").value()).hasSize(5);
        assertThatThrownBy(() -> new LegibleText("x" + "\u0316".repeat(5))).hasMessageContaining("at most four");
        assertThatThrownBy(() -> new LegibleText("\u0316Ali")).hasMessageContaining("stand on a letter");
        assertThatThrownBy(() -> new LegibleText("Ali \u0316")).hasMessageContaining("stand on a letter");
    }

    @Test
    void limitsLength() {
        assertThat(new LegibleText("a".repeat(255)).value()).hasSize(255);
        assertThatThrownBy(() -> new LegibleText("a".repeat(256))).hasMessageContaining("at most 255");
        assertThatThrownBy(() -> new LegibleText("\u202e".repeat(1_000_000)))
                .extracting(e -> e.getMessage().length())
                .satisfies(length -> assertThat((int) length).isLessThan(400));
    }

    @Test
    void showsWhatIsLongCutAtTwoHundred() {
        assertThat(LegibleText.shown("a".repeat(200))).isEqualTo("a".repeat(200));
        assertThat(LegibleText.shown("a".repeat(201))).isEqualTo("a".repeat(200) + "…");
        assertThat(LegibleText.shown("a".repeat(198) + "\n")).isEqualTo("a".repeat(198) + "…");
        assertThat(LegibleText.shown("\udb40\udc41")).isEqualTo("\\udb40\\udc41");
        assertThat(LegibleText.shown("عائشہ 😀")).isEqualTo("عائشہ 😀");
    }
}
