package pk.muhr.console.provider;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;

/**
 * A log-in that is under way. Whoever comes back with another browser, or with somebody else's answer, does not have its
 * state (OpenID Connect Core §3.1.2.1; RFC 6819 §4.4.1.8).
 *
 * @param next where the visitor wanted to go
 */
record Attempt(State state, Nonce nonce, CodeVerifier verifier, String next) {

    /** Sent along when the provider sends the browser back, which is another site's doing: Lax, for ten minutes. */
    static final String COOKIE = "__Host-muhr-login";

    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=";
    private static final int SECONDS = 600;
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43,128})\\.(.{1,500})");

    private static final int BYTES = 32;

    /** A new one. */
    static Attempt towards(String next) {
        return new Attempt(new State(BYTES), new Nonce(BYTES), new CodeVerifier(), next);
    }

    /** As a cookie has it; empty when it is none of ours. */
    static Optional<Attempt> of(String kept) {
        Matcher parts = FORM.matcher(kept);
        return parts.matches()
                ? Optional.of(new Attempt(
                        new State(parts.group(1)),
                        new Nonce(parts.group(2)),
                        new CodeVerifier(parts.group(3)),
                        parts.group(4)))
                : Optional.empty();
    }

    /** The header by which the browser keeps it. */
    String keeping() {
        return COOKIE + "=" + String.join(".", state.getValue(), nonce.getValue(), verifier.getValue(), next)
                + ATTRIBUTES + SECONDS;
    }

    /** The header by which it forgets. */
    static String forgetting() {
        return COOKIE + "=" + ATTRIBUTES + 0;
    }
}
