package pk.muhr.lint.rule;

/** A rule over every CRL. */
public abstract class RevocationListRule extends CitedRule<RevocationListSubject> {

    /** @param clause where it comes from */
    protected RevocationListRule(String id, String clause) {
        super(id, clause, "every CRL");
    }
}
