package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;

/** There are exactly the extensions that the profile gives. */
final class ExtensionsOfProfile extends CertificateRule {

    ExtensionsOfProfile() {
        super("extensions-of-profile", "BR §7.1.2", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Set<String> expected = expected(s);
        List<Extension> found = s.certificate().extensions();
        boolean right = found.size() == expected.size();
        for (Extension extension : found) {
            right &= expected.contains(extension.oid());
        }
        return unless(
                right,
                () -> "it has the extensions "
                        + found.stream().map(Extension::oid).toList() + ", the profile gives " + expected);
    }

    private static Set<String> expected(CertificateSubject s) {
        CertificateProfile profile = s.profile();
        Set<String> expected = new HashSet<>(
                Set.of(Extensions.BASIC_CONSTRAINTS, Extensions.KEY_USAGE, Extensions.AUTHORITY_KEY_IDENTIFIER));
        add(expected, !s.expectedPurposes().isEmpty(), Extensions.EXTENDED_KEY_USAGE);
        add(expected, profile.subjectKeyIdentifier(), Extensions.SUBJECT_KEY_IDENTIFIER);
        add(expected, profile.crlDistributionPoint(), Extensions.CRL_DISTRIBUTION_POINTS);
        add(expected, !profile.authorityInfoAccess().isEmpty(), Extensions.AUTHORITY_INFO_ACCESS);
        add(expected, profile.ocspNoCheck(), Extensions.OCSP_NO_CHECK);
        add(expected, profile.saysNoRevAvail(), Extensions.NO_REV_AVAIL);
        add(expected, names(s), Extensions.SUBJECT_ALTERNATIVE_NAME);
        add(expected, profile.privateKeyUsageDays().isPresent(), Extensions.PRIVATE_KEY_USAGE_PERIOD);
        add(expected, profile.qcStatements().isPresent(), Extensions.QC_STATEMENTS);
        // only where the person has an entry in a directory
        boolean directory = profile.carriesSecurityIdentifier() && s.has(Extensions.SECURITY_IDENTIFIER);
        add(expected, directory, Extensions.SECURITY_IDENTIFIER);
        add(expected, !s.expectedPolicies().isEmpty(), Extensions.CERTIFICATE_POLICIES);
        boolean constrained = s.authority()
                .filter(a -> a.permittedDnsNames().isPresent()
                        || a.permittedEmailDomains().isPresent())
                .isPresent();
        add(expected, constrained, Extensions.NAME_CONSTRAINTS);
        return expected;
    }

    private static boolean names(CertificateSubject s) {
        return s.profile()
                .subjectAltName()
                .filter(san -> !san.mandatory().isEmpty() || s.has(Extensions.SUBJECT_ALTERNATIVE_NAME))
                .isPresent();
    }

    private static void add(Set<String> expected, boolean given, String oid) {
        if (given) {
            expected.add(oid);
        }
    }
}
