package pk.muhr.safety.clock;

/** The clock is not known to be as accurate as it must be; the message says what is the matter. */
public final class TimeNotTrusted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TimeNotTrusted(String sentence) {
        super(sentence);
    }
}
