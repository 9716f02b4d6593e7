package pk.muhr.problem;

/**
 * A request that was answered with a problem. Neither its body nor its credentials are here.
 *
 * @param id the random identifier in the answer, also in the log
 * @param method HTTP method
 * @param path the template of the resource's path ({@code /api/v1/requests/{id}}), never the path that was sent
 */
public record RefusedRequest(String id, Problem problem, String method, String path) {}
