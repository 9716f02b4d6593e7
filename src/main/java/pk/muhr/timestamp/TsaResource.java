package pk.muhr.timestamp;

import java.net.InetAddress;
import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.identity.Caller;
import pk.muhr.identity.Callers;
import pk.muhr.problem.PlainHttp;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.ProcessRoles;
import pk.muhr.x509.Der;

/** Time-stamps over HTTP (RFC 3161 §3.4). */
@Path("/tsa")
@PlainHttp(timeStamps = true)
@PermitAll
@Tag(name = "Time-stamps")
public class TsaResource {

    static final String QUERY = "application/timestamp-query";
    static final String REPLY = "application/timestamp-reply";

    private final TimeStampAuthority authority;
    private final ActivePolicy policy;
    private final Callers callers;
    private final boolean knowsPeople;

    TsaResource(TimeStampAuthority authority, ActivePolicy policy, Callers callers, ProcessRoles roles) {
        this.authority = authority;
        this.policy = policy;
        this.callers = callers;
        this.knowsPeople = !roles.isPublicOnly();
    }

    /** Asks whichever unit is here. */
    @POST
    @Consumes(QUERY)
    @Produces(REPLY)
    @Operation(summary = "Time-stamp a digest")
    public byte[] post(byte[] query, @Context HttpServerRequest connection) {
        return answer(query, Optional.empty(), connection);
    }

    /** Asks one unit. */
    @POST
    @Path("/{unit}")
    @Consumes(QUERY)
    @Produces(REPLY)
    @Operation(summary = "Time-stamp a digest by one unit")
    public byte[] postTo(@PathParam("unit") String unit, byte[] query, @Context HttpServerRequest connection) {
        return answer(query, Optional.of(unit), connection);
    }

    /** What the tokens are worth (RFC 3628 §7.1.2). */
    @GET
    @Path("/disclosure")
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "Read the disclosure statement")
    public String disclosure() {
        return policy.bundle()
                .timeStamps()
                .map(stamps -> DisclosurePage.of(stamps, policy.bundle().certificatePolicy()))
                .orElseThrow(() -> new ProblemException(
                        Problem.of(404, "no-time-stamps", "No time-stamps", "There is no time-stamping unit.")
                                .withFix("ask the operator")));
    }

    private byte[] answer(byte[] query, Optional<String> unit, HttpServerRequest connection) {
        Asker asker = new Asker(
                InetAddress.ofLiteral(connection.remoteAddress().hostAddress()),
                person(connection).map(Caller::person));
        return authority.answer(Der.of(query), unit, asker).bytes();
    }

    /** Whoever says so over a connection that nobody else reads; a credential that is not accepted says nothing. */
    private Optional<Caller> person(HttpServerRequest connection) {
        try {
            return knowsPeople && connection.connection().isSsl() ? Optional.of(callers.current()) : Optional.empty();
        } catch (SecurityException e) {
            return Optional.empty();
        }
    }
}
