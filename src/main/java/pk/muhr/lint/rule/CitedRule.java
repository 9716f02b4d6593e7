package pk.muhr.lint.rule;

import pk.muhr.policy.Citation;

/**
 * A rule whose name, source and range are data.
 *
 * @param <T> what it looks at
 */
public abstract class CitedRule<T> implements Rule<T> {

    private final String id;
    private final Citation citation;
    private final String appliesTo;

    /** @param clause where it comes from */
    protected CitedRule(String id, String clause, String appliesTo) {
        this.id = id;
        this.citation = new Citation(clause);
        this.appliesTo = appliesTo;
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
        return appliesTo;
    }
}
