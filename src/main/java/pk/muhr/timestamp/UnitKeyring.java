package pk.muhr.timestamp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.ca.Hierarchy;
import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.SigningKey;
import pk.muhr.hsm.Token;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.hsm.Tokens;
import pk.muhr.issuance.CompromisedKeys;
import pk.muhr.issuance.RevokedAuthorities;
import pk.muhr.policy.TimeStampPolicy;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificationRequest;

/** The units' keys on this process's token: makes the next one in time, and says which one signs (RFC 3628 §7.2). */
@ApplicationScoped
class UnitKeyring {

    private static final Actor JOB = Actor.system("tsa");

    /** After a refusal, before it is asked anew: the policy may have changed. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final UnitKeys register;
    private final Tokens tokens;
    private final Hierarchy hierarchy;
    private final RevokedAuthorities revoked;
    private final CompromisedKeys compromised;
    private final TokenLabel label;
    private final Clock clock;

    UnitKeyring(
            UnitKeys register,
            Tokens tokens,
            Hierarchy hierarchy,
            RevokedAuthorities revoked,
            CompromisedKeys compromised,
            TsaConfiguration configuration,
            Clock clock) {
        this.register = register;
        this.tokens = tokens;
        this.hierarchy = hierarchy;
        this.revoked = revoked;
        this.compromised = compromised;
        this.label = new TokenLabel(configuration.token());
        this.clock = clock;
    }

    /** @param chain the unit's certificate first, the root's last */
    record Active(SigningKey key, List<Certificate> chain) {}

    /** The newest certified key of the unit, if it signs now: on the token, in time, not revoked. */
    Optional<Active> active(TimeStampPolicy.Unit unit) {
        return newest(unit).flatMap(key -> usable(unit, key)
                .flatMap(chain -> onToken(key).map(signing -> new Active(signing, chain))));
    }

    /** Whether one of these certificates is revoked, a unit's first. */
    boolean isRevoked(List<Certificate> chain) {
        return revoked.contains(chain);
    }

    /**
     * Makes the unit's next key where it has none that signs, or its last use is near.
     *
     * @return whether one waits for its certificate
     */
    boolean askIfDue(TimeStampPolicy.Unit unit, Duration before) {
        List<UnitKey> keys = register.of(unit.name());
        if (keys.stream().anyMatch(this::waits)) {
            return true;
        }
        boolean enough = newest(unit)
                .filter(key -> onToken(key).isPresent()) // a token that was set up anew has lost it
                .flatMap(key -> usable(unit, key))
                .filter(chain -> UnitKey.lastUse(chain.getFirst())
                        .isAfter(clock.instant().plus(before)))
                .isPresent();
        boolean justRefused = keys.stream()
                .findFirst()
                .filter(key -> key.refused().isPresent()
                        && key.askedAt().plus(PATIENCE).isAfter(clock.instant()))
                .isPresent();
        if (enough || justRefused) {
            return false;
        }
        ask(unit, keys);
        return true;
    }

    /** What waits on another token would be of no use here. */
    private boolean waits(UnitKey key) {
        return key.certificate().isEmpty()
                && key.refused().isEmpty()
                && key.token().is(tokens.token(label));
    }

    private Optional<SigningKey> onToken(UnitKey key) {
        Token token = tokens.token(label);
        return key.token().is(token) ? token.find(key.label()) : Optional.empty();
    }

    private Optional<UnitKey> newest(TimeStampPolicy.Unit unit) {
        return register.of(unit.name()).stream()
                .filter(key -> key.certificate().isPresent())
                .findFirst();
    }

    /** The chain of a key that may sign now; nothing for one that may not. */
    private Optional<List<Certificate>> usable(TimeStampPolicy.Unit unit, UnitKey key) {
        Certificate certificate = key.certificate().orElseThrow();
        Instant now = clock.instant();
        return hierarchy.authorities().stream()
                .filter(authority -> authority.certificate().subject().equals(certificate.issuer())
                        && certificate.verifiesWith(authority.certificate().key()))
                .findFirst()
                .map(authority -> authority.chainOf(certificate))
                .filter(chain -> certificate.key().label().equals(unit.key().label())
                        && UnitKey.lastUse(certificate).isAfter(now)
                        && !revoked.contains(chain));
    }

    /**
     * A crash between key and request leaves a key without use; it is taken by the next one who asks, unless it was
     * reported compromised. One while the key is made leaves a part of it, with which nothing can have signed; it is
     * destroyed, as nobody but the holder of the unit's lease makes keys of this name.
     */
    private void ask(TimeStampPolicy.Unit unit, List<UnitKey> keys) {
        Token token = tokens.token(label);
        for (int number = keys.size() + 1; ; number++) {
            KeyLabel name = new KeyLabel("tsu-" + unit.name() + "-" + number);
            Optional<SigningKey> left = token.find(name);
            boolean free = keys.stream().noneMatch(key -> key.label().equals(name));
            if (left.isEmpty() && free) {
                token.discardUnfinished(name);
                ask(unit, token, name, token.generate(name, unit.key()));
                return;
            }
            if (free && isOfKind(unit, left.get())) {
                ask(unit, token, name, left.get());
                return;
            }
        }
    }

    private boolean isOfKind(TimeStampPolicy.Unit unit, SigningKey key) {
        return key.publicKey().label().equals(unit.key().label())
                && !compromised.contains(key.publicKey().fingerprint());
    }

    private void ask(TimeStampPolicy.Unit unit, Token token, KeyLabel name, SigningKey key) {
        CertificationRequest request = CertificationRequest.bare(
                key.publicKey(), unit.signature(), content -> key.sign(content, unit.signature()));
        register.ask(unit.name(), UnitToken.of(token), name, request.der(), JOB);
    }
}
