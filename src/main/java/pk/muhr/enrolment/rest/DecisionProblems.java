package pk.muhr.enrolment.rest;

import java.time.Instant;
import java.util.Optional;

import pk.muhr.policy.Refusal;
import pk.muhr.problem.Problem;

/** Why a decision does not count, in the words that the API and the pages answer with and that stay on record. */
public final class DecisionProblems {

    private DecisionProblems() {}

    /** Who asked does not decide. */
    public static Problem ownRequest() {
        return Problem.of(
                        403,
                        "own-request",
                        "Your own request",
                        "Nobody decides about their own request, or one of a body they act for; nothing was recorded.")
                .withFix("ask another registration officer to decide");
    }

    /** A token says too little about who approves. */
    public static Problem certificateNeeded() {
        return Problem.of(
                        403,
                        "certificate-needed",
                        "Not by a token alone",
                        "Approvals of this request need your client certificate; nothing was recorded.")
                .withSource("BR §6.5.1", Optional.empty())
                .withFix("approve again over a connection that shows your certificate of the profile"
                        + " authentication-person, such as by curl --cert; a token may come beside it");
    }

    /** Who was an officer is none any more. */
    public static Problem roleLost() {
        return Problem.of(
                        403,
                        "role-lost",
                        "Your appointment ended",
                        "You do not hold the role any more; nothing was recorded.")
                .withFix("ask the security officers who appointed you");
    }

    /**
     * The last approval counts, and yet there is no certificate.
     *
     * @param until when it is tried again
     */
    public static Problem refusedSince(Refusal why, Instant until) {
        return Refusals.problem(why)
                .problem()
                .withDetail("Your approval is on record and was the last one, but the certificate is refused for now."
                        + " It is tried again until " + until + "; the body may take the request back.");
    }

    /** The hash that was sent is not the request's. */
    public static Problem otherContent() {
        return Problem.of(
                        409,
                        "content-differs",
                        "Another content",
                        "The request is not the one whose hash you sent; nothing was recorded.")
                .withFix("read the request again, and send its contentSha256 if you still agree");
    }

    /**
     * For a request that is decided, issued or needs no human.
     *
     * @param state that it is in, by the names of the API
     */
    public static Problem nothingToDecide(String state) {
        return Problem.of(
                        409,
                        "nothing-to-decide",
                        "Nothing to decide",
                        "The request waits for no decision; nothing was recorded.")
                .withValue(state)
                .withFix("look at the request; who still wants a certificate sends a new one");
    }
}
