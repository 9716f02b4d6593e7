package pk.muhr.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which key of a profile's file, or else of an authority's entry, decides over what a rule looks at; rules about the
 * encoding alone have none.
 */
final class GoverningKeys {

    private static final Map<String, List<String>> RULES = Map.ofEntries(
            Map.entry(
                    "type",
                    List.of(
                            "criticality-default",
                            "extensions-of-profile",
                            "no-check-is-for-responders",
                            "responder-no-name-constraints",
                            "root-self-issued")),
            Map.entry(
                    "authority",
                    List.of(
                            "algorithm-of-issuer-key",
                            "algorithm-permitted",
                            "authority-key-identifier",
                            "issuer-asserts-policies",
                            "issuer-bytes",
                            "issuer-may-issue",
                            "issuer-of-family",
                            "subject-not-issuer")),
            Map.entry(
                    "validityDays",
                    List.of(
                            "issuer-outlived",
                            "root-minimum-validity",
                            "time-stamping-validity",
                            "validity-of-floors",
                            "validity-of-profile")),
            Map.entry("backdateSeconds", List.of("not-before-window")),
            Map.entry(
                    "keys",
                    List.of(
                            "ca-code-signing-key",
                            "ca-key-of-hierarchy",
                            "code-signing-key-size",
                            "key-debian-weak",
                            "key-not-of-issuer",
                            "key-permitted",
                            "rsa-close-primes",
                            "rsa-exponent",
                            "rsa-modulus-odd",
                            "rsa-modulus-power",
                            "rsa-roca",
                            "rsa-size",
                            "rsa-small-factor",
                            "spki-algorithm",
                            "time-stamping-key-size")),
            Map.entry(
                    "subject",
                    List.of(
                            "authentication-person",
                            "ca-subject",
                            "ca-subject-of-hierarchy",
                            "citizen-number-absent",
                            "code-signing-no-domain-component",
                            "email-mailbox-subject",
                            "email-unit-absent",
                            "responder-subject",
                            "subject-encoding",
                            "subject-legible",
                            "subject-length",
                            "subject-meaningful",
                            "subject-of-profile",
                            "subject-once",
                            "subject-order",
                            "subject-present",
                            "subject-whitespace",
                            "time-stamping-subject",
                            "tls-subject-of-domain")),
            Map.entry(
                    "subject.fromBody",
                    List.of(
                            "code-signing-locality",
                            "code-signing-subject",
                            "email-organization",
                            "government-subdivision",
                            "organization-identifier",
                            "organization-identifier-country",
                            "organization-register",
                            "seal-identifier-is-no-name",
                            "seal-legal-person",
                            "subject-country",
                            "tls-subject")),
            Map.entry(
                    "subject.fromPerson",
                    List.of(
                            "authentication-device-person-absent",
                            "email-person",
                            "email-person-absent",
                            "seal-person-absent",
                            "signature-natural-person")),
            Map.entry(
                    "subject.commonName",
                    List.of(
                            "authentication-device-common-name",
                            "code-signing-common-name",
                            "email-mailbox-common-name",
                            "email-organization-common-name",
                            "email-person-common-name",
                            "tls-common-name")),
            Map.entry("subject.naturalIdentifier", List.of("citizen-number-hidden", "natural-identifier")),
            Map.entry(
                    "subjectAltName",
                    List.of(
                            "alternative-names-count",
                            "alternative-names-kinds",
                            "alternative-names-not-critical",
                            "alternative-names-once",
                            "authentication-device-names",
                            "authentication-principal",
                            "authentication-principal-present",
                            "ca-alternative-names-absent",
                            "code-signing-no-alternative-names",
                            "email-mailbox-form",
                            "email-mailbox-present",
                            "email-mailboxes-only",
                            "email-namespace",
                            "email-subject-mailboxes",
                            "government-namespace",
                            "responder-no-alternative-names",
                            "time-stamping-no-alternative-names",
                            "tls-names-dns-only",
                            "tls-names-form",
                            "tls-names-present",
                            "tls-wildcards")),
            Map.entry(
                    "keyUsage",
                    List.of(
                            "authentication-key-usage",
                            "ca-key-usage",
                            "code-signing-key-usage",
                            "email-key-usage",
                            "key-usage",
                            "responder-digital-signature",
                            "signature-key-usage",
                            "time-stamping-key-usage",
                            "tls-key-usage")),
            Map.entry(
                    "extendedKeyUsage",
                    List.of(
                            "any-purpose-absent",
                            "authentication-no-server-auth",
                            "authentication-purposes",
                            "ca-purposes-absent",
                            "ca-purposes-of-family",
                            "ca-signs-no-ocsp",
                            "code-signing-purpose",
                            "email-purposes",
                            "extended-key-usage",
                            "extended-key-usage-not-critical",
                            "responder-key-usage",
                            "signature-purposes",
                            "time-stamping-purpose",
                            "tls-purposes")),
            Map.entry(
                    "certificatePolicies",
                    List.of(
                            "any-policy-absent",
                            "ca-policies-of-family",
                            "european-policies-absent",
                            "national-policy",
                            "policy-identifiers",
                            "policy-qualifiers",
                            "reserved-policy",
                            "reserved-policy-absent",
                            "responder-no-policies",
                            "root-policies-absent")),
            Map.entry(
                    "basicConstraints",
                    List.of("basic-constraints", "ca-path-length", "name-constraints-are-for-authorities")),
            Map.entry(
                    "crlDistributionPoint",
                    List.of(
                            "authentication-distribution-point",
                            "ca-status-findable",
                            "code-signing-status-findable",
                            "crl-distribution-point",
                            "email-distribution-point",
                            "responder-no-distribution-point",
                            "time-stamping-status-findable",
                            "tls-status-findable")),
            Map.entry(
                    "authorityInfoAccess",
                    List.of("addresses-http", "authority-information-access", "signature-status-findable")),
            Map.entry("permittedDnsNames", List.of("ca-name-constraints", "ca-name-constraints-of-hierarchy")),
            Map.entry("ocspNoCheck", List.of("responder-no-check")),
            Map.entry("subjectKeyIdentifier", List.of("ca-subject-key-identifier", "subject-key-identifier")),
            Map.entry("noRevAvail", List.of("no-rev-avail-alone", "no-rev-avail-short-lived")),
            Map.entry("privateKeyUsageDays", List.of("time-stamping-key-period")),
            Map.entry("securityIdentifier", List.of("authentication-security-identifier")),
            Map.entry(
                    "qcStatements",
                    List.of(
                            "qc-compliance-names-its-law",
                            "qc-disclosures",
                            "qc-no-device",
                            "qc-semantics",
                            "qc-statements-not-critical",
                            "qc-statements-once",
                            "qc-type")));

    private static final Map<String, String> KEYS = keys();

    private GoverningKeys() {}

    private static Map<String, String> keys() {
        Map<String, String> keys = new HashMap<>();
        RULES.forEach((key, rules) -> rules.forEach(rule -> keys.put(rule, key)));
        return Map.copyOf(keys);
    }

    static Optional<String> of(String rule) {
        return Optional.ofNullable(KEYS.get(rule));
    }
}
