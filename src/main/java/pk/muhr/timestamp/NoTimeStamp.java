package pk.muhr.timestamp;

/** A request gets no token; the sentence goes to who asked. */
final class NoTimeStamp extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureInfo why;

    NoTimeStamp(FailureInfo why, String sentence) {
        this(why, sentence, null);
    }

    NoTimeStamp(FailureInfo why, String sentence, Throwable cause) {
        super(sentence, cause);
        this.why = why;
    }

    FailureInfo why() {
        return why;
    }
}
