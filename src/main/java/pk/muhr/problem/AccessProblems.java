package pk.muhr.problem;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** Why a caller is not let in: who they are is not shown (401), or is not enough (403). */
final class AccessProblems {

    private static final String UNPROVED = "Who is calling is not proved";
    private static final int DEEPEST_CAUSE = 20;

    private AccessProblems() {}

    /** @param otherScheme whether there is an Authorization header, though none with a bearer token */
    static Problem noCredential(boolean otherScheme) {
        return Problem.of(401, "credential-missing", UNPROVED, "This address needs to know who is calling.")
                .withValue(otherScheme ? "an Authorization header without a bearer token" : "no Authorization header")
                .withFix("Send a token (Authorization: Bearer <token>), or connect with your client certificate.");
    }

    /** The token was read and not believed. What exactly is wrong is said only of a token with a good signature. */
    static Problem badCredential(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (cause instanceof ProblemException refusal) {
                return refusal.problem();
            }
            if (cause instanceof InvalidJwtException invalid) {
                return invalid(invalid);
            }
        }
        return refused("token-invalid", "The token is not one that is accepted here.", "the token");
    }

    /**
     * @param wanted the roles of which one is needed
     * @param held the roles that count for this request
     */
    static Problem roleMissing(List<String> wanted, Set<String> held) {
        Problem problem = Problem.of(
                        403,
                        "role-missing",
                        "Not your office",
                        "The caller's appointments, as the token narrows them, do not allow this.")
                .withValue(held.isEmpty() ? "no role" : String.join(", ", new TreeSet<>(held)));
        return wanted.isEmpty()
                ? problem.withFix("Nobody may do this over the API.")
                : problem.withFix("It needs an appointment as " + String.join(" or ", wanted) + ".");
    }

    private static Problem invalid(InvalidJwtException invalid) {
        if (invalid.hasErrorCode(ErrorCodes.EXPIRED)) {
            return refused("token-expired", "The token has expired (RFC 7519 §4.1.4).", expiry(invalid));
        }
        if (invalid.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return refused("token-not-yet-valid", "The token does not count yet (RFC 7519 §4.1.5).", "the token's nbf");
        }
        if (invalid.hasErrorCode(ErrorCodes.ISSUER_INVALID) || invalid.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return refused("token-issuer", "The token is from another issuer (RFC 7519 §4.1.1).", "the token's issuer");
        }
        if (invalid.hasErrorCode(ErrorCodes.AUDIENCE_INVALID) || invalid.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return refused(
                    "token-audience",
                    "The token is meant for somebody else (RFC 7519 §4.1.3).",
                    "the token's audience");
        }
        return refused("token-invalid", "The token is not one that is accepted here.", "the token");
    }

    /** When the token expired; its signature is good, or nothing would be known of its claims. */
    private static String expiry(InvalidJwtException expired) {
        try {
            NumericDate exp = expired.getJwtContext().getJwtClaims().getExpirationTime();
            return Instant.ofEpochSecond(exp.getValue()).toString();
        } catch (MalformedClaimException | RuntimeException _) {
            return "the token's exp";
        }
    }

    /** @param value what is wrong with it in a phrase; never the token */
    private static Problem refused(String slug, String detail, String value) {
        return Problem.of(401, slug, UNPROVED, detail)
                .withValue(value)
                .withFix("Get a new token from the identity provider.");
    }
}
