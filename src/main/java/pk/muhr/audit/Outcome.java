package pk.muhr.audit;

import java.util.Locale;

/** How an event ended. */
public enum Outcome {
    /** It was done. */
    SUCCESS,
    /** A rule said no. */
    REFUSAL,
    /** It was allowed and did not work. */
    FAILURE;

    /** The word that the table and the exports use. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Outcome ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
