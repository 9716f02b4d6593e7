package pk.muhr.revocation.crl;

import java.math.BigInteger;

import pk.muhr.lint.LintedRevocationList;
import pk.muhr.x509.RevocationListTemplate;

/** A list whose number and exact bytes are committed, and which is not signed yet. */
record OpenedList(RevocationListTemplate content, long reach, LintedRevocationList linted) {

    BigInteger number() {
        return content.number();
    }
}
