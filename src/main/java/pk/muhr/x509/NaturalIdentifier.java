package pk.muhr.x509;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells one natural person from all others, as the subject's serialNumber says it: type, country and number (ETSI
 * EN 319 412-1 §5.1.3, SBR 7.1.4.2.2). Personal data: it goes only into certificates whose profile asks for it.
 */
public sealed interface NaturalIdentifier {

    /** The types of an identifier, each before its country: alternatives of a pattern (EN 319 412-1 §5.1.3, SBR appendix A). */
    String TYPES = "PNO|IDC|PAS|TIN|TAX|EID";

    /** The form of a certificate: {@code PNOPK-3520212345671} or {@code PASPK-AB1234567}. */
    String semantics();

    /** The form of a card or a passport, for people. */
    String shown();

    /**
     * The number that NADRA gives a citizen for life and prints on the CNIC, NICOP and POC (NADRA Ordinance 2000, EN
     * 319 412-1 §5.1.3 type PNO).
     *
     * @param digits 13 ASCII digits, the first not 0; the printed form 35202-1234567-1 is taken too and loses its
     *     hyphens
     * @throws IllegalArgumentException with a sentence that names the rule
     */
    record Cnic(String digits) implements NaturalIdentifier {

        private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{4})(-?)([0-9]{7})\\2([0-9])");

        public Cnic {
            refuseForeignDigits(digits);
            Matcher written = WRITTEN.matcher(digits);
            require(
                    written.matches(),
                    "a CNIC number has 13 digits, the first not 0, plain or with hyphens after 5 and 12 of them (EN 319 412-1 §5.1.3)");
            digits = written.group(1) + written.group(3) + written.group(4);
        }

        @Override
        public String semantics() {
            return "PNOPK-" + digits;
        }

        @Override
        public String shown() {
            return digits.substring(0, 5) + "-" + digits.substring(5, 12) + "-" + digits.substring(12);
        }

        @Override
        public String toString() {
            return semantics();
        }
    }

    /**
     * A passport (ICAO Doc 9303, EN 319 412-1 §5.1.3 type PAS).
     *
     * @param country ISO 3166-1 code of the state that issued it; lower case is raised
     * @param number two letters and seven digits for Pakistan, else up to 20 letters and digits; lower case is raised
     * @throws IllegalArgumentException with a sentence that names the rule
     */
    record Passport(String country, String number) implements NaturalIdentifier {

        private static final Pattern PAKISTANI = Pattern.compile("[A-Z]{2}[0-9]{7}");
        private static final Pattern FOREIGN = Pattern.compile("[A-Z0-9]{1,20}");

        public Passport {
            country = raised(country);
            number = raised(number);
            require(isCountry(country), "the country of a passport is a code of ISO 3166-1 (EN 319 412-1 §5.1.3)");
            if (country.equals("PK")) {
                require(
                        PAKISTANI.matcher(number).matches(),
                        "a Pakistani passport number has two letters and seven digits (EN 319 412-1 §5.1.3)");
            }
            require(
                    FOREIGN.matcher(number).matches(),
                    "a passport number has 1 to 20 letters and digits (EN 319 412-1 §5.1.3)");
        }

        @Override
        public String semantics() {
            return "PAS" + country + "-" + number;
        }

        @Override
        public String shown() {
            return number + " (" + country + ")";
        }

        @Override
        public String toString() {
            return semantics();
        }
    }

    /**
     * Reads the form of a certificate, or a CNIC number as it is printed. The number of the card ({@code IDCPK-}) is
     * that of its bearer.
     *
     * @throws IllegalArgumentException with a sentence that names the rule
     */
    static NaturalIdentifier of(String written) {
        String text = raised(written);
        if (text.isEmpty() || !Character.isLetter(text.charAt(0))) {
            return new Cnic(text);
        }
        int hyphen = text.indexOf('-');
        require(
                hyphen == 5,
                "a natural person's identifier is a CNIC number, or type, country, hyphen and number"
                        + " (EN 319 412-1 §5.1.3)");
        String number = text.substring(6);
        String type = text.substring(0, 5);
        if (Set.of("PNOPK", "IDCPK").contains(type)) {
            return new Cnic(number);
        }
        require(
                type.startsWith("PAS"),
                "a person is identified by CNIC (PNOPK-, IDCPK-) or by passport (PAS and the country)"
                        + " (EN 319 412-1 §5.1.3)");
        return new Passport(type.substring(3), number);
    }

    /** Whether ISO 3166-1 assigns the two upper-case letters. */
    static boolean isCountry(String code) {
        return Set.of(Locale.getISOCountries()).contains(code);
    }

    /** Refuses with the rule alone: the value may be somebody's number, and a sentence is kept and shown. */
    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    private static String raised(String text) {
        refuseForeignDigits(text);
        return text.toUpperCase(Locale.ROOT);
    }

    private static void refuseForeignDigits(String text) {
        require(
                text.codePoints().noneMatch(character -> character > '~' && Character.isDigit(character)),
                "the digits of an identifier are 0 to 9, not those of another script (EN 319 412-1 §5.1.3)");
        require(
                text.chars().allMatch(character -> character >= ' ' && character <= '~'),
                "an identifier has visible ASCII characters only (EN 319 412-1 §5.1.3)");
    }
}
