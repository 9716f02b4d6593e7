package pk.muhr.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;

import pk.muhr.x509.Sha256;

/**
 * Tokens whose signature and claims held a moment ago, by the SHA-256 of their text, since a client sends the same one
 * with every request and proving it costs more than the rest of reading it. Kept for five seconds and never beyond the
 * token's own end, so what is withdrawn elsewhere counts here as soon as invariant I7 asks. What its subject may do is
 * not kept.
 */
@ApplicationScoped
class ProvedTokens {

    static final Duration KEPT = Duration.ofSeconds(5);
    static final int MOST = 1024;

    private final Clock clock;
    private final Map<Sha256, Proved> byText = new ConcurrentHashMap<>();

    private record Proved(JWTCallerPrincipal principal, Instant from, Instant until) {

        /** A clock that was set back counts as one that moved on. */
        boolean holdsAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    ProvedTokens(Clock clock) {
        this.clock = clock;
    }

    /** Who the token of this text is, if that was proved a moment ago. */
    Optional<JWTCallerPrincipal> find(Sha256 text) {
        Proved proved = byText.get(text);
        if (proved == null) {
            return Optional.empty();
        }
        if (!proved.holdsAt(clock.instant())) {
            byText.remove(text, proved);
            return Optional.empty();
        }
        return Optional.of(proved.principal());
    }

    /** Keeps what was just proved. When there are too many, all go: the next request of each proves it again. */
    void keep(Sha256 text, JWTCallerPrincipal principal) {
        if (byText.size() >= MOST) {
            byText.clear();
        }
        Instant now = clock.instant();
        Instant end = Instant.ofEpochSecond(principal.getExpirationTime());
        Instant until = now.plus(KEPT);
        byText.put(text, new Proved(principal, now, end.isBefore(until) ? end : until));
    }
}
