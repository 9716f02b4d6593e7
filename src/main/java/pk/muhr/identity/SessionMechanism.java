package pk.muhr.identity;

import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;

import pk.muhr.problem.PagesOnly;

/**
 * Takes the console's cookie for a credential, on pages for people and nowhere else: a browser sends cookies by itself, and
 * the API is not made for that.
 */
@Singleton
class SessionMechanism implements HttpAuthenticationMechanism {

    SessionMechanism() {}

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext exchange, IdentityProviderManager providers) {
        Optional<Cookie> cookie = PagesOnly.isPage()
                ? Optional.ofNullable(exchange.request().getCookie(SessionCookie.NAME))
                : Optional.empty();
        return cookie.map(kept -> new SessionRequest(kept.getValue()))
                .map(request -> providers.authenticate(HttpSecurityUtils.setRoutingContextAttribute(request, exchange)))
                .orElseGet(Uni.createFrom()::nullItem);
    }

    /** Who has no session is sent to the log-in page by the page itself. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext exchange) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(SessionRequest.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext exchange) {
        return Uni.createFrom()
                .item(new HttpCredentialTransport(HttpCredentialTransport.Type.COOKIE, SessionCookie.NAME));
    }
}
