package pk.muhr.timestamp;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import pk.muhr.audit.Actor;
import pk.muhr.hsm.Token;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.hsm.Tokens;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;

/** Destroys on the token what two officers said to remove. */
@ApplicationScoped
class KeyDestruction {

    private static final Logger LOG = Logger.getLogger(KeyDestruction.class);
    private static final Actor JOB = Actor.system("tsa");

    private final KeyRemovals removals;
    private final UnitKeys keys;
    private final Tokens tokens;
    private final TokenLabel label;

    KeyDestruction(KeyRemovals removals, UnitKeys keys, Tokens tokens, TsaConfiguration configuration) {
        this.removals = removals;
        this.keys = keys;
        this.tokens = tokens;
        this.label = new TokenLabel(configuration.token());
    }

    @DoneBy(ProcessRole.TIMESTAMP)
    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        for (KeyRemovals.Word word : removals.all()) {
            if (word.kind() == KeyRemovals.Kind.CONFIRMED) {
                keys.find(word.key())
                        .filter(key -> key.token().label().equals(label))
                        .ifPresent(this::destroy);
            }
        }
    }

    /** A crash between the two leaves a key that is gone and not on record as such; the next run records it. */
    private void destroy(UnitKey key) {
        try {
            Token token = tokens.token(label);
            if (!key.token().is(token)) {
                return; // another process has that one
            }
            token.destroy(key.label());
            removals.say(KeyRemovals.Kind.DONE, key, Optional.empty(), JOB);
            LOG.infof("the key %s is destroyed", key.label());
        } catch (RuntimeException e) {
            LOG.errorf(e, "the key %s is not destroyed yet", key.label());
        }
    }
}
