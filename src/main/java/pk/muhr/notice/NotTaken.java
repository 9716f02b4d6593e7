package pk.muhr.notice;

/** A mail did not leave. */
public class NotTaken extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean refused;

    /** @param refused whether a mail server answered and said no to this mail, so that others may fare better */
    NotTaken(String message, boolean refused, Throwable cause) {
        super(message, cause);
        this.refused = refused;
    }

    boolean isRefused() {
        return refused;
    }
}
