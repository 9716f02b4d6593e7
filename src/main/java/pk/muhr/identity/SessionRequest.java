package pk.muhr.identity;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** The secret that a browser sent. */
class SessionRequest extends BaseAuthenticationRequest {

    private final String secret;

    SessionRequest(String secret) {
        this.secret = secret;
    }

    String secret() {
        return secret;
    }
}
