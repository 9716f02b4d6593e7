package pk.muhr.revocation.crl;

import java.math.BigInteger;

import pk.muhr.lint.LintedRevocationList;
import pk.muhr.x509.RevocationListTemplate;

/** A list whose number and exact bytes are determined by what is committed, and which is not signed yet. */
record OpenedList(
        ListContent content, BigInteger number, RevocationListTemplate template, LintedRevocationList linted) {}
