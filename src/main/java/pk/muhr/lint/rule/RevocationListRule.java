package pk.muhr.lint.rule;

import pk.muhr.policy.Citation;

/** A rule over every CRL. */
public abstract class RevocationListRule implements Rule<RevocationListSubject> {

    private final String id;
    private final Citation citation;

    /** @param clause where it comes from */
    protected RevocationListRule(String id, String clause) {
        this.id = id;
        this.citation = new Citation(clause);
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Citation citation() {
        return citation;
    }

    @Override
    public final String appliesTo() {
        return "every CRL";
    }
}
