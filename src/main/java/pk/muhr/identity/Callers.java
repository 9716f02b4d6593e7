package pk.muhr.identity;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;

/** Who makes the request that is being served. */
@ApplicationScoped
public class Callers {

    static final String ATTRIBUTE = "muhr.caller";
    static final String SESSION = "muhr.session";

    private final SecurityIdentity identity;

    Callers(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * The caller, who may hold no role at all.
     *
     * @throws UnauthorizedException when the request came without a credential, answered as 401
     */
    public Caller current() {
        Caller caller = identity.getAttribute(ATTRIBUTE);
        if (caller == null) {
            throw new UnauthorizedException();
        }
        return caller;
    }

    /** The session by which the caller is known; empty without one. */
    public Optional<Session> session() {
        return Optional.ofNullable(identity.getAttribute(SESSION));
    }
}
