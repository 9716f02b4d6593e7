package pk.muhr.revocation;

import java.util.Optional;

import pk.muhr.policy.PolicyPlace;

/**
 * Why a certificate's status was not changed.
 *
 * @param value the offending value
 * @param fix what would be accepted
 * @param place where in the policy files the rule stands, if it stands there
 */
public record RevocationRefusal(Rule rule, String value, String fix, Optional<PolicyPlace> place) {

    /** Every rule that can say no. */
    public enum Rule {
        /** There is no such certificate, or none that the caller may know of. */
        CERTIFICATE_UNKNOWN("certificate-unknown", "BR §4.9.2", "You have no certificate with this id."),
        /** An authority's certificate takes two officers. */
        AUTHORITY_NEEDS_CEREMONY(
                "authority-needs-ceremony",
                "BR §4.9.1.2",
                "This is an authority's certificate; two officers revoke it together."),
        /** The profile, or the caller's office, does not know this reason. */
        REASON_NOT_PERMITTED(
                "reason-not-permitted", "BR §4.9.1.1, §7.2.2", "You may not give this reason for this certificate."),
        /** Not a time at which the certificate can have become invalid. */
        DATE_NOT_PERMITTED(
                "invalidity-date-not-permitted",
                "RFC 5280 §5.3.2",
                "The certificate cannot have become invalid at that time."),
        /** Nothing would tell anybody of it. */
        CERTIFICATE_EXPIRED(
                "certificate-expired",
                "RFC 5280 §3.3",
                "The certificate has expired, and its authority does not list expired ones."),
        /** A revocation is final but for the two changes that the standard knows. */
        ALREADY_REVOKED(
                "already-revoked",
                "BR §4.9.1, RFC 5280 §5.3.1",
                "The certificate is revoked already; nothing was changed."),
        /** It is held already. */
        ALREADY_HELD("already-held", "RFC 5280 §5.3.1", "The certificate is held already; nothing was changed."),
        /** Only a hold can be released. */
        NOT_HELD("not-held", "RFC 5280 §5.3.1", "The certificate is not held, so there is nothing to release.");

        private final String id;
        private final String clause;
        private final String sentence;

        Rule(String id, String clause, String sentence) {
            this.id = id;
            this.clause = clause;
            this.sentence = sentence;
        }

        /** The name that auditors count it by. */
        public String id() {
            return id;
        }

        /** Where it comes from. */
        public String clause() {
            return clause;
        }

        /** It in one sentence. */
        public String sentence() {
            return sentence;
        }
    }

    static RevocationRefusal of(Rule rule, Object value, String fix) {
        return new RevocationRefusal(rule, value.toString(), fix, Optional.empty());
    }
}
