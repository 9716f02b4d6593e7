package pk.muhr.command;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.Quarkus;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;

import pk.muhr.hsm.Token;
import pk.muhr.hsm.TokenState;
import pk.muhr.hsm.Tokens;
import pk.muhr.safety.DoneBy;

/** Ends the process when a token is lost for good: a fresh one signs again sooner than this one ever would. */
@ApplicationScoped
class TokenWatch {

    private static final Logger LOG = Logger.getLogger(TokenWatch.class);
    private static final int TOKEN_LOST = 3;

    private final Tokens tokens;

    TokenWatch(Tokens tokens) {
        this.tokens = tokens;
    }

    @DoneBy
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        for (Token token : tokens.all()) {
            if (token.state() == TokenState.LOST) {
                LOG.errorf(
                        "the token %s is lost; leaving, so that the supervisor starts a fresh process", token.label());
                Quarkus.asyncExit(TOKEN_LOST);
                return;
            }
        }
    }
}
