package pk.muhr.lint;

import pk.muhr.policy.ProfileId;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.SignatureAlgorithm;

/** A to-be-signed certificate that every rule let pass. Only the linter makes one; only this can be signed. */
public final class LintedCertificate {

    private final Certificate placeholder;
    private final SignatureAlgorithm algorithm;
    private final ProfileId profile;
    private final Sha256 policy;

    LintedCertificate(Certificate placeholder, SignatureAlgorithm algorithm, ProfileId profile, Sha256 policy) {
        this.placeholder = placeholder;
        this.algorithm = algorithm;
        this.profile = profile;
        this.policy = policy;
    }

    /** The exact bytes to sign. */
    public Der tbs() {
        return placeholder.tbs();
    }

    /** The certificate's contents. Its signature is a placeholder. */
    public Certificate content() {
        return placeholder;
    }

    /** The algorithm that the contents name. */
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** The profile it was judged by. */
    public ProfileId profile() {
        return profile;
    }

    /** Hash of the policy bundle it was judged by. */
    public Sha256 policy() {
        return policy;
    }
}
