package pk.muhr.lint;

import static pk.muhr.lint.Rule.always;
import static pk.muhr.lint.Rule.unless;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateProfile.Kind;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.Validity;

/** Rules for every certificate (RFC 5280 §4.1, §4.2; BR §7.1). */
final class CommonRules {

    static final List<Rule<Subject>> ALL = List.of(
            always(
                    "version-3",
                    "RFC 5280 §4.1.2.1",
                    s -> unless(
                            s.certificate().version() == 3,
                            "version " + s.certificate().version())),
            always("serial-number", "RFC 5280 §4.1.2.2, BR §7.1", CommonRules::serialNumber),
            always(
                    "algorithms-agree",
                    "RFC 5280 §4.1.1.2",
                    s -> unless(s.certificate().algorithmsAgree(), "inner and outer AlgorithmIdentifier differ")),
            always(
                    "algorithm-permitted",
                    "BR §7.1.3.2",
                    s -> unless(s.certificate().signatureAlgorithm().isPresent(), "unknown signature algorithm")),
            always("algorithm-of-issuer-key", "BR §7.1.3.2", CommonRules::algorithmFitsIssuer),
            always(
                    "issuer-bytes",
                    "RFC 5280 §4.1.2.4, BR §7.1.4.1",
                    s -> unless(
                            s.certificate().issuer().equals(s.issuer().subject()),
                            "issuer is not the issuer's subject, byte for byte")),
            always(
                    "validity-whole",
                    "RFC 5280 §4.1.2.5",
                    s -> unless(
                            s.certificate().notBefore().isBefore(s.certificate().notAfter()),
                            "notBefore is not before notAfter")),
            always("validity-of-profile", "BR §6.3.2", CommonRules::validityOfProfile),
            always("not-before-window", "BR §7.1.2", CommonRules::notBeforeWindow),
            always(
                    "issuer-outlived",
                    "RFC 5280 §6.1.3",
                    s -> unless(
                            !s.certificate().notAfter().isAfter(s.issuer().notAfter()), "ends after its issuer does")),
            always("extensions-once", "RFC 5280 §4.2", CommonRules::extensionsOnce),
            always("extensions-of-profile", "BR §7.1.2", CommonRules::extensionsOfProfile),
            always(
                    "authority-key-identifier",
                    "RFC 5280 §4.2.1.1, BR §7.1.2.11.1",
                    CommonRules::authorityKeyIdentifier),
            always(
                    "subject-key-identifier",
                    "RFC 5280 §4.2.1.2",
                    s -> unless(
                            s.certificate()
                                    .subjectKeyIdentifier()
                                    .map(id -> id.equals(s.certificate().key().keyIdentifier()))
                                    .orElse(true),
                            "is not computed from the key (RFC 7093 §2)")),
            always("basic-constraints", "RFC 5280 §4.2.1.9", CommonRules::basicConstraints),
            always(
                    "key-usage",
                    "RFC 5280 §4.2.1.3",
                    s -> unless(
                            s.certificate()
                                            .keyUsage()
                                            .equals(Set.copyOf(s.profile()
                                                    .usagesOf(s.certificate().key())))
                                    && critical(s, Extensions.KEY_USAGE, true),
                            "must be critical and be "
                                    + s.profile().usagesOf(s.certificate().key()))),
            always("extended-key-usage", "RFC 5280 §4.2.1.12, BR §7.1.2", CommonRules::extendedKeyUsage),
            always("policy-identifiers", "BR §7.1.2.10.5, §7.1.6", CommonRules::policyIdentifiers),
            always("addresses-http", "BR §7.1.2.11.2, RFC 5280 §8", CommonRules::addresses));

    private CommonRules() {}

    private static Optional<String> serialNumber(Subject s) {
        int bits = s.certificate().serial().value().bitLength();
        return unless(
                bits >= s.bundle().floors().minimumSerialBits(),
                "serial of " + bits + " bits cannot hold " + s.bundle().floors().minimumSerialBits() + " random ones");
    }

    private static Optional<String> algorithmFitsIssuer(Subject s) {
        String issuerKey = s.issuer().key().label();
        return unless(
                s.certificate().signatureAlgorithm().orElseThrow().fits(issuerKey),
                "a key " + issuerKey + " cannot sign with "
                        + s.certificate().signatureAlgorithm().orElseThrow());
    }

    private static Optional<String> validityOfProfile(Subject s) {
        Duration length =
                new Validity(s.certificate().notBefore(), s.certificate().notAfter()).length();
        return unless(
                length.compareTo(s.profile().validity()) <= 0,
                length + " is longer than the profile's " + s.profile().validityDays() + " days");
    }

    private static Optional<String> notBeforeWindow(Subject s) {
        Instant notBefore = s.certificate().notBefore();
        boolean inTime = !notBefore.isAfter(s.now())
                && !notBefore.isBefore(
                        s.now().minusSeconds(s.profile().backdateSeconds()).minusSeconds(60));
        return unless(inTime, "notBefore " + notBefore + " is not within the profile's window before " + s.now());
    }

    private static Optional<String> extensionsOnce(Subject s) {
        Set<String> seen = new HashSet<>();
        return s.certificate().extensions().stream()
                .map(Extension::oid)
                .filter(oid -> !seen.add(oid))
                .findFirst();
    }

    private static Optional<String> extensionsOfProfile(Subject s) {
        CertificateProfile profile = s.profile();
        Set<String> expected = new HashSet<>(
                Set.of(Extensions.BASIC_CONSTRAINTS, Extensions.KEY_USAGE, Extensions.AUTHORITY_KEY_IDENTIFIER));
        add(expected, !purposes(s).isEmpty(), Extensions.EXTENDED_KEY_USAGE);
        add(expected, profile.subjectKeyIdentifier(), Extensions.SUBJECT_KEY_IDENTIFIER);
        add(expected, profile.crlDistributionPoint(), Extensions.CRL_DISTRIBUTION_POINTS);
        add(expected, !profile.authorityInfoAccess().isEmpty(), Extensions.AUTHORITY_INFO_ACCESS);
        add(expected, profile.ocspNoCheck(), Extensions.OCSP_NO_CHECK);
        add(expected, profile.subjectAltName().isPresent(), Extensions.SUBJECT_ALTERNATIVE_NAME);
        add(expected, !policies(s).isEmpty(), Extensions.CERTIFICATE_POLICIES);
        add(
                expected,
                s.authority() != null && s.authority().permittedDnsNames().isPresent(),
                Extensions.NAME_CONSTRAINTS);
        Set<String> found = new HashSet<>();
        s.certificate().extensions().forEach(extension -> found.add(extension.oid()));
        return unless(found.equals(expected), "has " + found + ", the profile gives " + expected);
    }

    private static void add(Set<String> expected, boolean given, String oid) {
        if (given) {
            expected.add(oid);
        }
    }

    private static Optional<String> authorityKeyIdentifier(Subject s) {
        boolean names =
                s.certificate().authorityKeyIdentifier().equals(s.issuer().subjectKeyIdentifier());
        return unless(
                names && critical(s, Extensions.AUTHORITY_KEY_IDENTIFIER, false),
                "must be the issuer's subject key identifier and not critical");
    }

    private static Optional<String> basicConstraints(Subject s) {
        Certificate certificate = s.certificate();
        boolean right = certificate.isAuthority() == s.is(Kind.AUTHORITY)
                && certificate
                        .pathLength()
                        .equals(s.profile().basicConstraints().pathLen())
                && critical(s, Extensions.BASIC_CONSTRAINTS, true);
        return unless(right, "must be critical with the profile's cA and path length");
    }

    private static Optional<String> extendedKeyUsage(Subject s) {
        List<String> expected = purposes(s).stream().map(KeyPurpose::oid).toList();
        return unless(
                s.certificate().keyPurposes().equals(expected), s.certificate().keyPurposes() + " is not " + expected);
    }

    private static List<KeyPurpose> purposes(Subject s) {
        return s.authority() != null
                ? s.authority().extendedKeyUsage().orElse(s.profile().extendedKeyUsage())
                : s.profile().extendedKeyUsage();
    }

    /** The policy identifiers that must stand in the certificate, in order; a root has none. */
    private static List<String> policies(Subject s) {
        if (s.is(Kind.AUTHORITY)) {
            return s.isRoot()
                    ? List.of()
                    : s.authority()
                            .certificatePolicies()
                            .map(list -> resolved(s, list))
                            .orElse(List.of("2.5.29.32.0"));
        }
        return resolved(s, s.profile().certificatePolicies());
    }

    private static List<String> resolved(Subject s, List<String> references) {
        return references.stream().map(s.bundle().certificatePolicy()::resolve).toList();
    }

    private static Optional<String> policyIdentifiers(Subject s) {
        return unless(
                s.certificate().policies().equals(policies(s)), s.certificate().policies() + " is not " + policies(s));
    }

    private static Optional<String> addresses(Subject s) {
        List<String> wrong = new ArrayList<>();
        for (String address : s.certificate().addresses()) {
            if (!address.startsWith("http://")) {
                wrong.add(address);
            }
        }
        return unless(wrong.isEmpty(), "not plain http: " + wrong);
    }

    static boolean critical(Subject s, String oid, boolean critical) {
        return s.certificate().extension(oid).map(e -> e.critical() == critical).orElse(false);
    }
}
