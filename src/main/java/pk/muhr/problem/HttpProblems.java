package pk.muhr.problem;

import jakarta.ws.rs.WebApplicationException;

import com.fasterxml.jackson.core.JacksonException;

/** What HTTP itself says no to: no such address, method, or type. */
final class HttpProblems {

    private HttpProblems() {}

    static Problem of(WebApplicationException failure) {
        if (failure.getCause() instanceof JacksonException json) {
            return JsonProblems.of(json);
        }
        int status = failure.getResponse().getStatus();
        return switch (status) {
            case 400 ->
                Problem.of(400, "bad-request", "Not understood", "The request is not as it should be.")
                        .withFix("Compare it with the API's description.");
            case 404 ->
                Problem.of(404, "not-found", "Nothing here", "There is nothing at this address.")
                        .withFix("The API's description is at /q/openapi.");
            case 405 ->
                Problem.of(405, "method-not-allowed", "Not with this method", "The address has other methods.")
                        .withFix("Use a method that the API's description at /q/openapi gives for it.");
            case 406 ->
                Problem.of(406, "not-acceptable", "Not in this form", "None of the accepted media types is offered.")
                        .withFix("Accept what /q/openapi names for this address, mostly application/json.");
            case 413 -> BodyLimit.problem("more than is taken");
            case 415 ->
                Problem.of(
                                415,
                                "unsupported-media-type",
                                "Not in this form",
                                "The body's media type is not taken here.")
                        .withFix("Send what /q/openapi names for this address, mostly application/json.");
            default ->
                status >= 400 && status < 500
                        ? Problem.of(status, "bad-request", "Not understood", "The request is not as it should be.")
                        : status == 503 ? Faults.unavailable() : Faults.internal();
        };
    }
}
