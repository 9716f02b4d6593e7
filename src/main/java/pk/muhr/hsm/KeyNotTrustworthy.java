package pk.muhr.hsm;

/** A key in a token that this system refuses to use, because it was not born there or could have left it. */
public class KeyNotTrustworthy extends RuntimeException {

    private static final long serialVersionUID = 1;

    KeyNotTrustworthy(String sentence) {
        super(sentence);
    }
}
