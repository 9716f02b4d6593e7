package pk.muhr.x509;

import static pk.muhr.x509.LegibleText.require;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What tells one legal person from all others, as the organizationIdentifier says it: register, country and number
 * (ETSI EN 319 412-1 §5.1.4, SBR 7.1.4.2.2(d) and appendix A).
 */
public sealed interface OrganizationIdentifier {

    /** The registers we know. */
    enum Scheme {
        /** A body of government, which no register numbers. */
        @JsonProperty("GOV")
        GOV,
        /** A register of companies. */
        @JsonProperty("NTR")
        NTR,
        /** A register of value-added or sales tax. */
        @JsonProperty("VAT")
        VAT,
        /** The global register of legal entities, ISO 17442. */
        @JsonProperty("LEI")
        LEI
    }

    /** The form of a certificate, such as {@code NTRPK-0012345}. */
    String semantics();

    /** The register. */
    Scheme scheme();

    /** ISO 3166-1 code that the subject's countryName must equal (SBR 7.1.4.2.2(d) note 1); empty for an LEI. */
    Optional<String> country();

    /**
     * A body of government: {@code GOVPK}, or of a province {@code GOVPK+PB} (SBR 7.1.4.2.2(d) note 2).
     *
     * @param countryCode ISO 3166-1, raised to upper case
     * @param subdivision second part of the ISO 3166-2 code, raised to upper case; empty for the federation
     */
    record Government(String countryCode, Optional<String> subdivision) implements OrganizationIdentifier {

        private static final Set<String> PAKISTANI = Set.of("PB", "SD", "KP", "BA", "IS", "GB", "JK");
        private static final Pattern FOREIGN = Pattern.compile("[A-Z0-9]{1,3}");

        public Government {
            countryCode = countryOf(countryCode);
            subdivision = subdivision.map(OrganizationIdentifier::raised);
            String written = subdivision.orElse("");
            require(
                    !countryCode.equals("PK") || subdivision.isEmpty() || PAKISTANI.contains(written),
                    "a subdivision of Pakistan is PB, SD, KP, BA, IS, GB or JK (ISO 3166-2, SBR 7.1.4.2.2(d))",
                    written);
            require(
                    subdivision.isEmpty() || FOREIGN.matcher(written).matches(),
                    "a subdivision has 1 to 3 letters and digits (ISO 3166-2, SBR 7.1.4.2.2(d))",
                    written);
        }

        @Override
        public String semantics() {
            return "GOV" + countryCode + subdivision.map("+"::concat).orElse("");
        }

        @Override
        public Scheme scheme() {
            return Scheme.GOV;
        }

        @Override
        public Optional<String> country() {
            return Optional.of(countryCode);
        }

        @Override
        public String toString() {
            return semantics();
        }
    }

    /**
     * A company by its number in the register of companies: {@code NTRPK-0012345} (EN 319 412-1 §5.1.4).
     *
     * @param countryCode ISO 3166-1, raised to upper case
     * @param number for Pakistan the CUIN of the SECP, seven digits with its leading zeros
     */
    record CompanyRegistration(String countryCode, String number) implements OrganizationIdentifier {

        private static final Pattern CUIN = Pattern.compile("(?!0{7})[0-9]{7}");

        public CompanyRegistration {
            countryCode = countryOf(countryCode);
            number = raised(number);
            require(
                    !countryCode.equals("PK") || CUIN.matcher(number).matches(),
                    "the SECP's CUIN has seven digits, leading zeros written (EN 319 412-1 §5.1.4)",
                    number);
            requireForeignNumber(number);
        }

        @Override
        public String semantics() {
            return "NTR" + countryCode + "-" + number;
        }

        @Override
        public Scheme scheme() {
            return Scheme.NTR;
        }

        @Override
        public Optional<String> country() {
            return Optional.of(countryCode);
        }

        @Override
        public String toString() {
            return semantics();
        }
    }

    /**
     * A taxed body by its number in the register of sales tax: {@code VATPK-} and 13 digits (EN 319 412-1 §5.1.4).
     *
     * @param countryCode ISO 3166-1, raised to upper case
     * @param number for Pakistan the STRN of the FBR, 13 digits
     */
    record SalesTax(String countryCode, String number) implements OrganizationIdentifier {

        private static final Pattern STRN = Pattern.compile("(?!0{13})[0-9]{13}");

        public SalesTax {
            countryCode = countryOf(countryCode);
            number = raised(number);
            require(
                    !countryCode.equals("PK") || STRN.matcher(number).matches(),
                    "the FBR's STRN has 13 digits without hyphens (EN 319 412-1 §5.1.4)",
                    number);
            requireForeignNumber(number);
        }

        @Override
        public String semantics() {
            return "VAT" + countryCode + "-" + number;
        }

        @Override
        public Scheme scheme() {
            return Scheme.VAT;
        }

        @Override
        public Optional<String> country() {
            return Optional.of(countryCode);
        }

        @Override
        public String toString() {
            return semantics();
        }
    }

    /**
     * A legal entity by its LEI: {@code LEIXG-} and the code (ISO 17442, SBR appendix A).
     *
     * @param code 18 letters and digits and two check digits of ISO 7064 mod 97-10, raised to upper case
     */
    record Lei(String code) implements OrganizationIdentifier {

        private static final Pattern WRITTEN = Pattern.compile("[A-Z0-9]{18}[0-9]{2}");
        private static final BigInteger MODULUS = BigInteger.valueOf(97);

        public Lei {
            code = raised(code);
            require(
                    WRITTEN.matcher(code).matches(),
                    "an LEI has 18 letters and digits and two check digits (ISO 17442-1 §5)",
                    code);
            StringBuilder digits = new StringBuilder();
            code.chars().forEach(character -> digits.append(Character.digit(character, Character.MAX_RADIX)));
            require(
                    new BigInteger(digits.toString()).mod(MODULUS).equals(BigInteger.ONE),
                    "the check digits of an LEI fit the others (ISO 7064 MOD 97-10)",
                    code);
        }

        @Override
        public String semantics() {
            return "LEIXG-" + code;
        }

        @Override
        public Scheme scheme() {
            return Scheme.LEI;
        }

        @Override
        public Optional<String> country() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return semantics();
        }
    }

    /**
     * Reads the form of a certificate.
     *
     * @throws IllegalArgumentException with a sentence that names the rule
     */
    static OrganizationIdentifier of(String written) {
        String text = raised(written);
        if (text.startsWith("GOV")) {
            String[] parts = text.substring(3).split("\\+", 2);
            return new Government(parts[0], parts.length == 1 ? Optional.empty() : Optional.of(parts[1]));
        }
        int hyphen = text.indexOf('-');
        require(
                hyphen == 5,
                "an organisation's identifier is GOV and the country, or register, country, hyphen and number;"
                        + " only GOV takes a subdivision (EN 319 412-1 §5.1.4)",
                text);
        String country = text.substring(3, hyphen);
        String number = text.substring(hyphen + 1);
        return switch (text.substring(0, 3)) {
            case "NTR" -> new CompanyRegistration(country, number);
            case "VAT" -> new SalesTax(country, number);
            case "LEI" -> {
                require(country.equals("XG"), "an LEI is of the register XG (SBR appendix A)", text);
                yield new Lei(number);
            }
            default ->
                throw new IllegalArgumentException("the register of an organisation is GOV, NTR, VAT or LEI"
                        + " (SBR appendix A): " + LegibleText.shown(text));
        };
    }

    private static String countryOf(String code) {
        String raised = raised(code);
        require(
                NaturalIdentifier.isCountry(raised),
                "the country of an organisation's identifier is a code of ISO 3166-1 (EN 319 412-1 §5.1.4)",
                raised);
        return raised;
    }

    private static void requireForeignNumber(String number) {
        require(
                number.matches("[A-Z0-9]([A-Z0-9./-]{0,48}[A-Z0-9])?"),
                "a number in a register has 1 to 50 letters and digits, . / and - between (EN 319 412-1 §5.1.4)",
                number);
    }

    private static String raised(String text) {
        require(
                text.codePoints().noneMatch(character -> character > '~' && Character.isDigit(character)),
                "the digits of an identifier are 0 to 9, not those of another script (EN 319 412-1 §5.1.4)",
                text);
        require(
                text.chars().allMatch(character -> character > ' ' && character <= '~'),
                "an identifier has visible ASCII characters only, no space (EN 319 412-1 §5.1.4)",
                text);
        return text.toUpperCase(Locale.ROOT);
    }
}
