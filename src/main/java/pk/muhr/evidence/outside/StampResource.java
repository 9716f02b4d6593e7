package pk.muhr.evidence.outside;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.evidence.outside.CrossStamps.CrossStamp;
import pk.muhr.problem.PlainHttp;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** The time-stamps of another authority over the log's checkpoints, for {@code openssl ts -verify}. */
@Path("/log/stamp")
@PlainHttp
@PermitAll
@Tag(name = "Audit log")
public class StampResource {

    private static final String NEWEST = "newest";

    private final CrossStamps stamps;

    StampResource(CrossStamps stamps) {
        this.stamps = stamps;
    }

    /** The time-stamp of a day of UTC, or the newest. */
    @GET
    @Path("/{day}")
    @Produces("application/timestamp-reply")
    @Operation(summary = "Download another authority's time-stamp over a checkpoint")
    public Response stamp(@PathParam("day") String day) {
        return answer(day, stamp -> stamp.reply().bytes());
    }

    /** The checkpoint that it is over. */
    @GET
    @Path("/{day}/checkpoint")
    @Produces(MediaType.TEXT_PLAIN + ";charset=utf-8")
    @Operation(summary = "Download the checkpoint that another authority time-stamped")
    public Response checkpoint(@PathParam("day") String day) {
        return answer(day, CrossStamp::note);
    }

    private Response answer(String day, Function<CrossStamp, Object> content) {
        CrossStamp stamp = find(day)
                .orElseThrow(() -> new ProblemException(Problem.of(
                                404,
                                "log-stamp-unknown",
                                "No such time-stamp",
                                "No checkpoint was stamped on that day.")
                        .withValue(day)
                        .withFix("write a day of UTC as 2026-11-23, or newest")));
        return Response.ok(content.apply(stamp))
                .header(
                        HttpHeaders.CACHE_CONTROL,
                        day.equals(NEWEST) ? "no-cache" : "public, max-age=31536000, immutable")
                .build();
    }

    private Optional<CrossStamp> find(String day) {
        try {
            return day.equals(NEWEST) ? stamps.last() : stamps.of(LocalDate.parse(day));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
