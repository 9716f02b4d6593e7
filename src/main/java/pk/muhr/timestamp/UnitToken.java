package pk.muhr.timestamp;

import java.util.Optional;

import pk.muhr.hsm.Token;
import pk.muhr.hsm.TokenLabel;

/**
 * Where a key is. Tokens of several processes may have the same label, so their serial number counts.
 *
 * @param serial the token's own, unless the key is from before it was kept
 */
record UnitToken(TokenLabel label, Optional<String> serial) {

    static UnitToken of(Token token) {
        return new UnitToken(token.label(), Optional.of(token.info().serial()));
    }

    /**
     * Whether it is this one.
     *
     * @throws pk.muhr.hsm.TokenUnavailable when the token does not say
     */
    boolean is(Token token) {
        return label.equals(token.label())
                && serial.map(token.info().serial()::equals).orElse(true);
    }
}
