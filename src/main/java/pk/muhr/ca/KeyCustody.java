package pk.muhr.ca;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.hsm.TokenLabel;
import pk.muhr.hsm.TokenUnavailable;
import pk.muhr.hsm.Tokens;
import pk.muhr.safety.Hold;
import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;

/**
 * Which authorities this process can sign for. A key is used only where it lives: the root's token is never configured
 * in an on-line process of a production installation, and other roles hold no authority's key at all.
 */
@ApplicationScoped
public class KeyCustody {

    private final Authorities register;
    private final Tokens tokens;
    private final ProcessRoles roles;
    private final Hold hold;
    private final Map<AuthorityId, RegisteredAuthority> known = new ConcurrentHashMap<>();

    KeyCustody(Authorities register, Tokens tokens, ProcessRoles roles, Hold hold) {
        this.register = register;
        this.tokens = tokens;
        this.roles = roles;
        this.hold = hold;
    }

    /** Whether this process signs for authorities now, and the token with this one's key is configured, present or not. */
    public boolean isHere(AuthorityId authority) {
        return !hold.isHeld()
                && roles.has(ProcessRole.AUTHORITY)
                && registered(authority)
                        .map(RegisteredAuthority::token)
                        .filter(this::isConfigured)
                        .isPresent();
    }

    /**
     * Makes sure that the authority's key can be found, before anything is prepared for its signature.
     *
     * @throws AuthorityUnavailable when it cannot
     */
    public void requireReachable(AuthorityId authority) {
        try {
            requireRole(roles, authority);
            RegisteredAuthority registered = registered(authority)
                    .orElseThrow(() -> new TokenUnavailable(authority + " is not in the register of authorities"));
            tokens.token(registered.token())
                    .find(registered.key())
                    .orElseThrow(() -> new TokenUnavailable(
                            "the token " + registered.token() + " holds no key " + registered.key()));
        } catch (TokenUnavailable e) {
            throw new AuthorityUnavailable(authority.toString(), e);
        }
    }

    /** @throws TokenUnavailable where the keys of authorities are not used, whatever tokens are at hand */
    static void requireRole(ProcessRoles roles, AuthorityId authority) {
        if (!roles.has(ProcessRole.AUTHORITY)) {
            throw new TokenUnavailable("the key of " + authority + " is not used here: this process is " + roles);
        }
    }

    private boolean isConfigured(TokenLabel label) {
        return tokens.all().stream().anyMatch(token -> token.label().equals(label));
    }

    private Optional<RegisteredAuthority> registered(AuthorityId authority) {
        if (!known.containsKey(authority)) {
            known.putAll(register.all().stream().collect(Collectors.toMap(RegisteredAuthority::id, entry -> entry)));
        }
        return Optional.ofNullable(known.get(authority));
    }
}
