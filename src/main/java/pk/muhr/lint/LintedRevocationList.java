package pk.muhr.lint;

import java.io.IOException;

import pk.muhr.x509.Content;
import pk.muhr.x509.RevocationListFrame;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.Sha256Output;
import pk.muhr.x509.SignatureAlgorithm;

/** A to-be-signed CRL that every rule let pass. Only the linter makes one. */
public final class LintedRevocationList {

    private final RevocationListFrame frame;
    private final Content entries;
    private final long count;
    private final Sha256 sha256;
    private final SignatureAlgorithm algorithm;

    LintedRevocationList(
            RevocationListFrame frame, Content entries, long count, Sha256 sha256, SignatureAlgorithm algorithm) {
        this.frame = frame;
        this.entries = entries;
        this.count = count;
        this.sha256 = sha256;
        this.algorithm = algorithm;
    }

    /** The exact bytes to sign. Reading fails at the end when they are no longer those that were judged. */
    public Content tbs() {
        return out -> {
            Sha256Output judged = new Sha256Output(out);
            frame.tbs(entries).writeTo(judged);
            if (!judged.sha256().equals(sha256)) {
                throw new IOException("the entries are no longer those that were judged");
            }
        };
    }

    /** What stands around the entries. */
    public RevocationListFrame frame() {
        return frame;
    }

    /** The entries that were judged. */
    public Content entries() {
        return entries;
    }

    /** How many entries there are. */
    public long count() {
        return count;
    }

    /** Of the exact bytes to sign. */
    public Sha256 sha256() {
        return sha256;
    }

    /** The algorithm that the contents name. */
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }
}
