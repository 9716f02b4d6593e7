package pk.muhr.timestamp;

/** Why a time-stamp that somebody shows proves nothing; the message is a sentence. */
public final class FlawedTimeStamp extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final Flaw flaw;

    /** What is wrong with one. */
    public enum Flaw {
        /** It is none, or says that none was made. */
        NO_TOKEN,
        /** The certificate of its unit is missing, or there are two that could be it. */
        NO_UNIT,
        /** The certificate is not for time-stamps alone. */
        PURPOSE,
        /** Nobody known certified the unit. */
        ISSUER,
        /** The signature, what it names or its time does not agree. */
        SIGNATURE
    }

    FlawedTimeStamp(Flaw flaw, String sentence, Throwable cause) {
        super(sentence, cause);
        this.flaw = flaw;
    }

    /** What it is. */
    public Flaw flaw() {
        return flaw;
    }
}
