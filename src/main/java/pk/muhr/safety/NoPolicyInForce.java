package pk.muhr.safety;

/** No policy bundle was ever activated: the installation's ceremony has not taken place. */
public final class NoPolicyInForce extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public NoPolicyInForce() {
        super("no policy bundle is in force; the installation's ceremony has not taken place");
    }
}
