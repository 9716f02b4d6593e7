package pk.muhr.problem;

/**
 * Why one line of a request that is answered line by line was refused.
 *
 * @param refused what is to be on record before it is said
 * @param json the problem (RFC 9457), with the same identifier
 */
public record LineProblem(RefusedRequest refused, String json) {}
