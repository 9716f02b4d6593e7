package pk.muhr.problem;

import java.net.URI;
import java.time.DateTimeException;
import java.util.List;
import java.util.function.Function;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** A part of a long list; the header {@code Link} leads to the next one (RFC 8288). */
public final class Page {

    private Page() {}

    /**
     * The first {@code count} of what was found; where there was more, with the address of the next page.
     *
     * @param found one more than are shown, if there are so many
     * @param cursor of one of them, with which the next page begins
     */
    public static <T> Response of(List<T> found, int count, Function<T, String> cursor, UriInfo address) {
        List<T> page = found.subList(0, Math.min(count, found.size()));
        Response.ResponseBuilder answer = Response.ok(page);
        if (found.size() > count) {
            URI next = address.getRequestUriBuilder()
                    .replaceQueryParam("cursor", cursor.apply(page.getLast()))
                    .build();
            answer.header("Link", "<" + next.getRawPath() + "?" + next.getRawQuery() + ">; rel=\"next\"");
        }
        return answer.build();
    }

    /**
     * A parameter in its form.
     *
     * @throws ProblemException {@code parameter-malformed} with the fix, when it has not that form
     */
    public static <T> T parameter(String name, String text, Function<String, T> form, String fix) {
        try {
            return form.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ProblemException(
                    Problem.of(400, "parameter-malformed", "Not understood", "The parameter " + name + " is not one.")
                            .withValue(text)
                            .withFix(fix));
        }
    }
}
