package pk.muhr.revocation.crl;

import java.util.List;

import pk.muhr.ca.AuthorityId;
import pk.muhr.policy.Finding;

/** A CRL would break rules, so it is not signed: the policy or the program must change. The list before stays served. */
public final class BrokenList extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    BrokenList(AuthorityId authority, List<Finding> findings) {
        super("the next CRL of " + authority + " would break rules: " + findings);
    }
}
