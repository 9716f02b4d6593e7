package pk.muhr.console.provider;

/** The provider did not say who somebody is; the message is for the log. */
final class ProviderFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProviderFailed(String message) {
        super(message);
    }

    ProviderFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
