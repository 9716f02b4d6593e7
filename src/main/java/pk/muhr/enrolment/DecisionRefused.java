package pk.muhr.enrolment;

/** The database refuses a decision about a request; the transaction is rolled back. */
public final class DecisionRefused extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final Why why;

    /** What the rules of the table said, by their error codes. */
    enum Why {
        NOTHING_TO_DECIDE("MU020"),
        TOO_LATE("MU021"),
        OTHER_CONTENT("MU022"),
        OWN_REQUEST("MU023"),
        ROLE_LOST("MU025"),
        CERTIFICATE_NEEDED("MU060"),
        /** It was good when the call began. */
        CERTIFICATE_NO_MORE("MU061"),
        /** The same officer's, of the same moment. */
        APPROVED_ALREADY("MU026"),
        DECIDED_MEANWHILE("23505");

        private final String code;

        Why(String code) {
            this.code = code;
        }

        static Why ofCode(String code) {
            for (Why why : values()) {
                if (why.code.equals(code)) {
                    return why;
                }
            }
            return null;
        }
    }

    DecisionRefused(Why why, Throwable cause) {
        super("refused: " + why, cause);
        this.why = why;
    }

    Why why() {
        return why;
    }
}
