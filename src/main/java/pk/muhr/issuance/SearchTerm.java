package pk.muhr.issuance;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import pk.muhr.x509.DnsName;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.NaturalIdentifier;
import pk.muhr.x509.OrganizationIdentifier;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/**
 * A text that somebody looks for, in every form that it may have in a record. A number is taken as people write it: a CNIC
 * with or without hyphens, a company's CUIN or a tax number (STRN) without the name of its register.
 *
 * @param values names and identifiers, in lower case
 */
record SearchTerm(
        Set<String> values,
        Optional<SerialNumber> serial,
        Optional<Sha256> fingerprint,
        Optional<NaturalIdentifier> person) {

    private static final int CUIN_DIGITS = 7;
    private static final int STRN_DIGITS = 13;

    static SearchTerm of(String text) {
        String given = text.strip();
        String number = given.replaceFirst("(?i)^(CNIC|NICOP|STRN|CUIN)[ :.-]*", "");
        String digits = number.matches("[0-9][0-9 .-]*") ? number.replaceAll("[ .-]", "") : "";
        String hex = given.replaceAll("[: ]", "").toLowerCase(Locale.ROOT);
        Set<String> values = new LinkedHashSet<>();
        values.add(given.toLowerCase(Locale.ROOT));
        read(given, DnsName::new).ifPresent(name -> values.add(name.value()));
        read(given, EmailAddress::new)
                .ifPresent(address -> values.add(address.value().toLowerCase(Locale.ROOT)));
        organization(given, digits)
                .ifPresent(body -> values.add(body.semantics().toLowerCase(Locale.ROOT)));
        return new SearchTerm(
                values,
                read(hex, SerialNumber::ofHex),
                read(hex, Sha256::new),
                read(digits.isEmpty() ? number : digits, NaturalIdentifier::of));
    }

    private static Optional<OrganizationIdentifier> organization(String given, String digits) {
        return switch (digits.length()) {
            case CUIN_DIGITS -> read("NTRPK-" + digits, OrganizationIdentifier::of);
            case STRN_DIGITS -> read("VATPK-" + digits, OrganizationIdentifier::of);
            default -> read(given, OrganizationIdentifier::of);
        };
    }

    private static <T> Optional<T> read(String text, Function<String, T> form) {
        try {
            return Optional.of(form.apply(text));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
