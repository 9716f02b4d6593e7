package pk.muhr.issuance;

import java.util.List;

import pk.muhr.policy.Finding;

/** A certificate of our own would break rules: the policy files or the program must change. Nothing was signed. */
public final class RulesBroken extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    RulesBroken(List<Finding> findings) {
        super("the certificate would break rules: " + findings);
    }
}
