package pk.muhr.ca;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import pk.muhr.hsm.Token;
import pk.muhr.hsm.TokenState;
import pk.muhr.hsm.Tokens;

/** Not ready while a configured token is not logged in, refused, paused or lost; names it. */
@Readiness
@ApplicationScoped
class TokenHealth implements HealthCheck {

    private final Tokens tokens;

    TokenHealth(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("tokens");
        boolean up = true;
        for (Token token : tokens.all()) {
            TokenState state = token.state();
            answer.withData(token.label().value(), state.name());
            up &= state == TokenState.READY;
        }
        return answer.status(up).build();
    }
}
