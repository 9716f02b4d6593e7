package pk.muhr.lint.rule;

import pk.muhr.policy.Citation;

/** A rule over every entry of every CRL. There are millions of them, so it allocates nothing for a good one. */
public abstract class RevocationEntryRule implements Rule<RevocationEntrySubject> {

    private final String id;
    private final Citation citation;

    /** @param clause where it comes from */
    protected RevocationEntryRule(String id, String clause) {
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
        return "every entry of a CRL";
    }
}
