package pk.muhr.validation.network;

/** A web server of somebody else's gave no file, or must not be asked. */
public final class FetchFailed extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param why what happened, as a sentence without its full stop */
    FetchFailed(String why) {
        super(why);
    }
}
