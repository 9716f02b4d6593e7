package pk.muhr.lint;

import pk.muhr.x509.Der;
import pk.muhr.x509.SignatureAlgorithm;

/** A to-be-signed CRL that every rule let pass. Only the linter makes one. */
public final class LintedRevocationList {

    private final Der tbs;
    private final SignatureAlgorithm algorithm;

    LintedRevocationList(Der tbs, SignatureAlgorithm algorithm) {
        this.tbs = tbs;
        this.algorithm = algorithm;
    }

    /** The exact bytes to sign. */
    public Der tbs() {
        return tbs;
    }

    /** The algorithm that the contents name. */
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }
}
