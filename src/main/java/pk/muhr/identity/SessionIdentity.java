package pk.muhr.identity;

import java.security.Principal;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;

/** Whose session a browser's secret is; what they may do, {@link AppointedIdentity} adds. */
@ApplicationScoped
class SessionIdentity implements IdentityProvider<SessionRequest> {

    private final Sessions sessions;

    SessionIdentity(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The person of a session. */
    record Holder(Session session) implements Principal {
        @Override
        public String getName() {
            return session.person().value();
        }
    }

    @Override
    public Class<SessionRequest> getRequestType() {
        return SessionRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(SessionRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> sessions.find(request.secret())
                .<SecurityIdentity>map(session -> QuarkusSecurityIdentity.builder()
                        .setPrincipal(new Holder(session))
                        .build())
                .orElseThrow(() -> new AuthenticationFailedException("the session has ended")));
    }
}
