package pk.muhr.lint.rule;

import pk.muhr.policy.CertificateType;
import pk.muhr.policy.Citation;

/** A rule over certificates: its name, its source and its scope are data, its check is code. */
public abstract class CertificateRule implements Rule<CertificateSubject> {

    private final String id;
    private final Citation citation;
    private final Scope scope;

    /**
     * What each rule says of itself.
     *
     * @param clause where it comes from
     * @param scope the profiles it applies to
     */
    protected CertificateRule(String id, String clause, Scope scope) {
        this.id = id;
        this.citation = new Citation(clause);
        this.scope = scope;
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
        return scope.description();
    }

    /** Whether it can apply to certificates of this type. */
    public final boolean concerns(CertificateType type) {
        return scope.types().contains(type);
    }

    @Override
    public final boolean appliesTo(CertificateSubject subject) {
        return scope.includes(subject.profile());
    }
}
