package pk.muhr.lint.rule;

/** A rule over OCSP answers. */
public abstract class OcspResponseRule extends CitedRule<OcspResponseSubject> {

    /** @param clause where it comes from */
    protected OcspResponseRule(String id, String clause) {
        super(id, clause, "every new shape of OCSP answer, and a sample");
    }
}
