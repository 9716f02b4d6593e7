package pk.muhr.lint.extension;

import java.util.List;

import pk.muhr.lint.rule.CertificateRule;

/** Rules for the extensions that certificates of all types share (RFC 5280 §4.2). */
public final class ExtensionRules {

    private ExtensionRules() {}

    /** All of them, in the order in which they are judged. */
    public static List<CertificateRule> all() {
        return List.of(
                new ExtensionsOfProfile(),
                new CriticalityWritten(),
                new AuthorityKeyIdentifierOfIssuer(),
                new SubjectKeyIdentifierOfKey(),
                new BasicConstraintsOfProfile(),
                new KeyUsageOfProfile(),
                new ExtendedKeyUsageOfProfile(),
                new ExtendedKeyUsageUncritical(),
                new AnyPurposeAbsent(),
                new AnyPolicyAbsent(),
                new PolicyIdentifiers(),
                new PolicyQualifiers(),
                new AddressesHttp(),
                new DistributionPointAlone(),
                new InformationAccessOfProfile(),
                new NameConstraintsOfAuthorities(),
                new NoCheckOfResponders(),
                new NoRevAvailAlone(),
                new NoRevAvailShortLived());
    }
}
