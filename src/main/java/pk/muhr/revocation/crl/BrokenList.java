package pk.muhr.revocation.crl;

import java.util.List;

import pk.muhr.policy.Finding;

/** A CRL would break rules, so it is not signed: the policy or the program must change. The list before stays served. */
public final class BrokenList extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    BrokenList(ListScope scope, List<Finding> findings) {
        super("the next CRL of " + scope + " would break rules: " + findings);
        this.findings = List.copyOf(findings);
    }

    /** The rules, and how. */
    public List<Finding> findings() {
        return findings;
    }
}
