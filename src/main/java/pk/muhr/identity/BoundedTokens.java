package pk.muhr.identity;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;

import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Reads tokens as SmallRye does, but none that is longer than any honest one, and a broken one is no failure of ours. */
@ApplicationScoped
@Alternative
@Priority(1)
class BoundedTokens extends DefaultJWTCallerPrincipalFactory {

    static final int LONGEST = 8 * 1024;

    BoundedTokens() {}

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
        try {
            return super.parse(token, rules);
        } catch (RuntimeException e) { // a well-known claim of the wrong type is cast without asking
            throw new ParseException("a token whose claims are not of their types", e);
        }
    }
}
