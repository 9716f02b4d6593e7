package pk.muhr.hsm;

/**
 * A token cannot serve now: absent, busy, slow, refused its PIN or lost. The message says what is wrong and what to do;
 * it holds no secret. It is an outage, not an answer: the edge turns it into 503.
 */
public class TokenUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean signaturePossible;

    public TokenUnavailable(String sentence) {
        this(sentence, null, false);
    }

    public TokenUnavailable(String sentence, Throwable cause) {
        this(sentence, cause, false);
    }

    TokenUnavailable(String sentence, Throwable cause, boolean signaturePossible) {
        super(sentence, cause);
        this.signaturePossible = signaturePossible;
    }

    /**
     * Whether the token may have made the signature although nobody received it (the deadline passed meanwhile, or the
     * connection broke). When false it certainly made none.
     */
    public boolean signaturePossible() {
        return signaturePossible;
    }
}
