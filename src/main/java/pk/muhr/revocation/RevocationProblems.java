package pk.muhr.revocation;

import java.util.Optional;

import pk.muhr.policy.PolicyPlace;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.Sha256;

/** Says a refusal in the words of RFC 9457. A new rule does not compile until it is said here. */
public final class RevocationProblems {

    private static final String ID_FIX = "the id is the SHA-256 of the certificate's DER in lower-case hex";

    private RevocationProblems() {}

    /** The refusal as a problem. */
    public static ProblemException of(RevocationRefusal why) {
        RevocationRefusal.Rule rule = why.rule();
        int status =
                switch (rule) {
                    case CERTIFICATE_UNKNOWN -> 404;
                    case AUTHORITY_NEEDS_CEREMONY -> 403;
                    case REASON_NOT_PERMITTED, DATE_NOT_PERMITTED, CERTIFICATE_EXPIRED -> 422;
                    case ALREADY_REVOKED, ALREADY_HELD, NOT_HELD -> 409;
                };
        return new ProblemException(Problem.of(status, rule.id(), "The status was not changed", rule.sentence())
                .withValue(why.value())
                .withFix(why.fix())
                .withSource(rule.clause(), why.place().map(PolicyPlace::path)));
    }

    /**
     * The fingerprint that an address names.
     *
     * @throws ProblemException 400 when it is none
     */
    public static Sha256 fingerprint(String id) {
        try {
            return new Sha256(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of(
                            400,
                            "certificate-id-malformed",
                            "Not a certificate's id",
                            "An id has 64 lower-case hexadecimal digits.")
                    .withValue(id)
                    .withFix(ID_FIX));
        }
    }

    /**
     * The reason of this name.
     *
     * @param label {@code unspecified} when it is null
     * @throws ProblemException 400 when the standard does not know it
     */
    public static RevocationReason reason(String label) {
        String named = label == null ? RevocationReason.UNSPECIFIED.label() : label;
        return RevocationReason.ofLabel(named)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(400, "reason-unknown", "Not a reason", "No reason of RFC 5280 §5.3.1 has this name.")
                                .withValue(named)
                                .withFix("give one of: unspecified, keyCompromise, affiliationChanged, superseded,"
                                        + " cessationOfOperation, privilegeWithdrawn, certificateHold")
                                .withSource("RFC 5280 §5.3.1", Optional.empty())));
    }
}
