package pk.muhr.problem;

import java.util.Map;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.Operation;

import pk.muhr.identity.Caller;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;

/** Exists in tests only: addresses that break in every way. */
@Path("/probe")
@Produces(MediaType.APPLICATION_JSON)
public class ProbeResource {

    /** A body with a value that has a rule. */
    public record Order(String name, int count, Inner inner) {}

    /** Refuses the word "bad". */
    public record Inner(String word) {
        public Inner {
            if ("bad".equals(word)) {
                throw new IllegalArgumentException("a word is not bad (rule 7)");
            }
        }
    }

    /** An outage, as another package would have one. */
    static final class TokenAway extends RuntimeException implements Unavailable {
        private static final long serialVersionUID = 1L;

        TokenAway() {
            super("secret detail of the outage");
        }
    }

    private final Callers callers;

    ProbeResource(Callers callers) {
        this.callers = callers;
    }

    @POST
    @Operation(hidden = true)
    @Path("/orders")
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    public Order order(Order order) {
        return order;
    }

    @POST
    @Operation(hidden = true)
    @Path("/trees")
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    public JsonNode tree(JsonNode tree) {
        return tree;
    }

    @GET
    @Operation(hidden = true)
    @Path("/failures/{kind}")
    @PermitAll
    public String fail(@PathParam("kind") String kind) {
        throw switch (kind) {
            case "outage" -> new TokenAway();
            case "wrapped-outage" -> new IllegalStateException(new TokenAway());
            case "problem" ->
                new ProblemException(
                        Problem.of(409, "used-up", "Used up", "It was used.").withValue("seven"));
            default -> new IllegalStateException("select secret from internals");
        };
    }

    @GET
    @Operation(hidden = true)
    @Path("/public")
    @PermitAll
    @PlainHttp
    public String open() {
        return "\"open\"";
    }

    @POST
    @Operation(hidden = true)
    @Path("/public/orders")
    @PermitAll
    @PlainHttp
    @Consumes(MediaType.APPLICATION_JSON)
    public Order openOrder(Order order) {
        return order;
    }

    @GET
    @Operation(hidden = true)
    @Path("/public/failing")
    @PermitAll
    @PlainHttp
    public String openButFailing() {
        throw new ProblemException(Problem.of(404, "no-such-list", "No such list", "There is no such list."));
    }

    @GET
    @Operation(hidden = true)
    @Path("/officer")
    @RolesAllowed(Role.Label.SECURITY_OFFICER)
    public Map<String, String> officer() {
        return shown();
    }

    @GET
    @Operation(hidden = true)
    @Path("/anyone")
    @RolesAllowed({Role.Label.SUBSCRIBER, Role.Label.SECURITY_OFFICER, Role.Label.AUDITOR})
    public Map<String, String> anyone() {
        return shown();
    }

    @GET
    @Operation(hidden = true)
    @Path("/domain")
    @RolesAllowed("**")
    public Map<String, String> checkedInTheDomainToo() {
        callers.current().require(Role.SECURITY_OFFICER);
        return shown();
    }

    @GET
    @Operation(hidden = true)
    @Path("/forgotten")
    public String forgotten() {
        return "\"nobody thought of who may see this\"";
    }

    private Map<String, String> shown() {
        Caller caller = callers.current();
        return Map.of(
                "person", caller.person().value(),
                "roles", caller.actor().role().orElse(""),
                "body", caller.body().map(Object::toString).orElse(""));
    }
}
