package pk.muhr.lint;

import java.time.Instant;

import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.x509.Certificate;

/**
 * What a certificate rule looks at.
 *
 * @param certificate the contents, with a placeholder signature
 * @param profile the profile it claims to follow
 * @param issuer the certificate of the authority that will sign; for a root, the contents themselves
 * @param authority the definition of the authority that the certificate is for; null for subscribers and responders
 * @param bundle the policy in force
 * @param now the time of signing
 */
record Subject(
        Certificate certificate,
        CertificateProfile profile,
        Certificate issuer,
        HierarchyPolicy.Authority authority,
        PolicyBundle bundle,
        Instant now) {

    boolean is(CertificateProfile.Kind kind) {
        return profile.kind() == kind;
    }

    boolean isTlsServer() {
        return is(CertificateProfile.Kind.SUBSCRIBER)
                && profile.extendedKeyUsage().contains(pk.muhr.x509.KeyPurpose.SERVER_AUTH);
    }

    boolean isRoot() {
        return authority != null && authority.issuer().isEmpty();
    }
}
