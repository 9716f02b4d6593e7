package pk.muhr.identity;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;

import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.Sha256;

/**
 * Reads tokens as SmallRye does, but none that is longer than any honest one, and a broken one is no failure of ours. One
 * that was proved a moment ago is not proved again ({@link ProvedTokens}).
 */
@ApplicationScoped
@Alternative
@Priority(1)
class BoundedTokens extends DefaultJWTCallerPrincipalFactory {

    static final int LONGEST = 8 * 1024;

    private final ProvedTokens proved;

    BoundedTokens(ProvedTokens proved) {
        this.proved = proved;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
        if (token.length() > LONGEST) {
            throw new ParseException(
                    "a token has at most 8 KiB",
                    new ProblemException(Problem.of(
                                    401,
                                    "token-too-long",
                                    "Who is calling is not proved",
                                    "The token is longer than 8 KiB.")
                            .withValue(token.length() + " characters")
                            .withFix("Have the identity provider leave out what nobody here reads.")));
        }
        Sha256 text = Sha256.of(token.getBytes(StandardCharsets.UTF_8));
        Optional<JWTCallerPrincipal> known = proved.find(text);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            JWTCallerPrincipal principal = super.parse(token, rules);
            proved.keep(text, principal);
            return principal;
        } catch (RuntimeException e) { // a well-known claim of the wrong type is cast without asking
            throw new ParseException("a token whose claims are not of their types", e);
        }
    }
}
