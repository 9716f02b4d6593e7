package pk.muhr.timestamp;

/** Why no token is given (RFC 3161 §2.4.2). */
enum FailureInfo {
    BAD_ALG("badAlg", 0),
    BAD_REQUEST("badRequest", 2),
    BAD_DATA_FORMAT("badDataFormat", 5),
    TIME_NOT_AVAILABLE("timeNotAvailable", 14),
    UNACCEPTED_POLICY("unacceptedPolicy", 15),
    UNACCEPTED_EXTENSION("unacceptedExtension", 16),
    SYSTEM_FAILURE("systemFailure", 25);

    private final String label;
    private final int bit;

    FailureInfo(String label, int bit) {
        this.label = label;
        this.bit = bit;
    }

    /** The name in the standard. */
    String label() {
        return label;
    }

    /** The bit of PKIFailureInfo. */
    int bit() {
        return bit;
    }
}
