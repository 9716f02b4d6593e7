package pk.muhr.lint.key;

import java.util.List;

import pk.muhr.lint.rule.CertificateRule;

/** Rules for keys (BR §6.1.1.3, §6.1.5, §6.1.6). */
public final class KeyRules {

    private KeyRules() {}

    /** All of them, in the order in which they are judged. */
    public static List<CertificateRule> all() {
        return List.of(
                new KeyPermitted(),
                new KeyNotIssuers(),
                new SpkiAlgorithm(),
                new RsaSize(),
                new RsaExponent(),
                new RsaModulusOdd(),
                new RsaSmallFactor(),
                new RsaClosePrimes(),
                new RsaPower(),
                new RsaRoca(),
                new DebianWeakKey());
    }
}
