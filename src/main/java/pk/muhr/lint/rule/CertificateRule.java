package pk.muhr.lint.rule;

import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateType;

/** A rule over certificates: its name, its source and its scope are data, its check is code. */
public abstract class CertificateRule extends CitedRule<CertificateSubject> {

    private final Scope scope;

    /**
     * What each rule says of itself.
     *
     * @param clause where it comes from
     * @param scope the profiles it applies to
     */
    protected CertificateRule(String id, String clause, Scope scope) {
        super(id, clause, scope.description());
        this.scope = scope;
    }

    /** Whether it can apply to certificates of this type. */
    public final boolean concerns(CertificateType type) {
        return scope.types().contains(type);
    }

    /** Whether it applies to certificates of this profile. */
    public final boolean concerns(CertificateProfile profile) {
        return scope.includes(profile);
    }

    @Override
    public final boolean appliesTo(CertificateSubject subject) {
        return scope.includes(subject.profile());
    }
}
