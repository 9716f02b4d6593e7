package pk.muhr.policy;

import java.util.regex.Pattern;

import pk.muhr.x509.AttributeType;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.NaturalIdentifier;

/** Declines what a profile does not give, each time with the place in the policy file that says so. */
final class RefusedNames {

    private static final int LONGEST = 300;

    /** What stands in the place of a natural person's identifier. */
    static final String HIDDEN = "[a person's number]";

    /**
     * A natural person's identifier where none is asked for: ten digits or more, whatever separates them, spelt out
     * ({@link LegibleText#shown}) or not, and with the letters that look like them, or the form of a certificate (EN 319
     * 412-1 §5.1.3).
     */
    private static final Pattern PERSON_NUMBER =
            Pattern.compile("\\p{Nd}((?:[\\p{Z}\\p{Pd}\\p{C}]|\\\\u[0-9a-f]{4}){0,2}[\\p{Nd}OoIl]){9,}" + "|\\b("
                    + NaturalIdentifier.TYPES + ")[A-Z]{2}-\\S+");

    private final PolicyBundle bundle;
    private final CertificateProfile profile;

    RefusedNames(PolicyBundle bundle, CertificateProfile profile) {
        this.bundle = bundle;
        this.profile = profile;
    }

    /** Ends the reading of a request; never leaves this package. */
    static final class Declined extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        Declined(Refusal refusal) {
            super(refusal.rule(), null, false, false);
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }

    /**
     * Declines a value.
     *
     * @param key the key of the profile file that decides
     */
    Declined declined(String rule, String key, String clause, String value, String fix) {
        return new Declined(new Refusal.NameNotPermitted(
                rule, new Citation(clause), bundle.place(profile, key), shortened(value), shortened(fix)));
    }

    /** An attribute of a subject that is asked for; the value of a person's identifier is never repeated. */
    static String shown(String attribute, String value) {
        return attribute + "=" + (attribute.equals(AttributeType.SERIAL_NUMBER.label()) ? HIDDEN : value);
    }

    /**
     * Legible, cut, and without the number of a person: what is said here stays in the audit trail for ever, and a
     * terminal or a page shows it.
     */
    static String shortened(String value) {
        return LegibleText.shown(PERSON_NUMBER.matcher(value).replaceAll(HIDDEN), LONGEST);
    }
}
