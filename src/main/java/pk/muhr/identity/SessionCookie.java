package pk.muhr.identity;

/**
 * How a browser keeps a session's secret: the prefix makes it refuse the cookie from anything but this host over HTTPS
 * (RFC 6265bis §4.1.3.2).
 */
public final class SessionCookie {

    /** Its name. */
    public static final String NAME = "__Host-muhr";

    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict";

    private SessionCookie() {}

    /** The header that has a browser keep a secret until it is closed. */
    public static String keeping(String secret) {
        return NAME + "=" + secret + ATTRIBUTES;
    }

    /** The header that has it forget. */
    public static String forgetting() {
        return NAME + "=" + ATTRIBUTES + "; Max-Age=0";
    }
}
