package pk.muhr.lint.national;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.SubjectAttribute;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.GeneralNameText;
import pk.muhr.x509.NaturalIdentifier;

/** Finds the number of a natural person in the clear: of a citizen or of a passport. */
final class PersonNumber {

    private static final int DIGITS = 13;

    /** Where the hyphens of the printed form stand, counted in digits. */
    private static final Set<Integer> HYPHENS = Set.of(5, 12);

    /** With its type and country (EN 319 412-1 §5.1.3, S/MIME BR appendix A). */
    private static final Pattern TYPED = Pattern.compile("(?:" + NaturalIdentifier.TYPES + ")([A-Z]{2})-");

    private PersonNumber() {}

    /** Where it stands, in the subject or among the alternative names; attributes that are left out may hold it. */
    static Optional<String> place(CertificateSubject s, Predicate<SubjectAttribute> leftOut) {
        for (SubjectAttribute attribute : s.attributes()) {
            if (!leftOut.test(attribute) && standsIn(attribute)) {
                return Optional.of(attribute.name());
            }
        }
        for (GeneralNameText name : s.names()) {
            if (typed(name.value()) || digits(name.value())) {
                return Optional.of("subjectAltName");
            }
        }
        return Optional.empty();
    }

    private static boolean standsIn(SubjectAttribute attribute) {
        // a number in the register of sales tax has 13 digits too
        boolean register = attribute.is(AttributeType.ORGANIZATION_IDENTIFIER);
        return typed(attribute.value()) || !register && digits(attribute.value());
    }

    private static boolean typed(String value) {
        Matcher matcher = TYPED.matcher(value);
        while (matcher.find()) {
            if (NaturalIdentifier.isCountry(matcher.group(1))) {
                return true;
            }
        }
        return false;
    }

    /** Whether 13 digits stand together, plain or with the hyphens of the card, and no digit beside them. */
    private static boolean digits(String value) {
        int digits = 0;
        char first = '0';
        for (int at = 0; at <= value.length(); at++) {
            char character = at < value.length() ? value.charAt(at) : ' ';
            if (character >= '0' && character <= '9') {
                first = digits == 0 ? character : first;
                digits++;
            } else if (character != '-' || !HYPHENS.contains(digits)) {
                if (digits == DIGITS && first != '0') {
                    return true;
                }
                digits = 0;
            }
        }
        return false;
    }
}
