package pk.muhr.x509;

/** Bytes that are not the ASN.1 structure they should be; the message says what was found. */
public final class MalformedDer extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public MalformedDer(String message, Throwable cause) {
        super(message, cause);
    }
}
