package pk.muhr.validation.network;

/** The domain name system gave no answer that counts, not even that there is nothing. */
public final class LookupFailed extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param why what happened, as the end of a sentence */
    LookupFailed(String why) {
        super(why);
    }
}
