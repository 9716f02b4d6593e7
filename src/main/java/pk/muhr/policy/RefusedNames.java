package pk.muhr.policy;

import java.util.regex.Pattern;

/** Declines what a profile does not give, each time with the place in the policy file that says so. */
final class RefusedNames {

    private static final int LONGEST = 300;

    /** Ten digits or more, with or without hyphens: also what only looks like one. */
    private static final Pattern CITIZEN_NUMBER = Pattern.compile("\\p{Nd}(-?\\p{Nd}){9,}");

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

    /** Cut, and without the number of a citizen: what is said here stays in the audit trail for ever. */
    static String shortened(String value) {
        String hidden = CITIZEN_NUMBER.matcher(value).replaceAll("[a citizen's number]");
        return hidden.length() <= LONGEST ? hidden : hidden.substring(0, LONGEST) + "…";
    }
}
