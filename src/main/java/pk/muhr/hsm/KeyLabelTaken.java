package pk.muhr.hsm;

/** The token already holds an object of that name; a name is never given twice. */
public class KeyLabelTaken extends RuntimeException {

    private static final long serialVersionUID = 1;

    KeyLabelTaken(String sentence) {
        super(sentence);
    }
}
