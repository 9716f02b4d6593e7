package pk.muhr.console.administration;

import java.net.URI;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import pk.muhr.console.Frame;
import pk.muhr.console.Said;
import pk.muhr.console.Visitors;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Reason;
import pk.muhr.identity.Role;
import pk.muhr.issuance.StopOfficers;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.ProblemException;
import pk.muhr.safety.StopSwitch;
import pk.muhr.safety.StopSwitch.Kind;
import pk.muhr.safety.StopSwitch.Word;

/** The switch that stops certificates everywhere: one officer stops, two of different offices resume. */
@Path("/administration/stop")
@ForPeople
@RolesAllowed({
    Role.Label.SECURITY_OFFICER,
    Role.Label.CA_ADMINISTRATOR,
    Role.Label.POLICY_AUTHORITY,
    Role.Label.REGISTRATION_OFFICER,
    Role.Label.REVOCATION_OFFICER
})
@Produces(MediaType.TEXT_HTML)
public class StopResource {

    private static final Role[] OFFICERS = {
        Role.SECURITY_OFFICER,
        Role.CA_ADMINISTRATOR,
        Role.POLICY_AUTHORITY,
        Role.REGISTRATION_OFFICER,
        Role.REVOCATION_OFFICER
    };
    private static final int SHOWN = 50;

    private final Visitors visitors;
    private final StopSwitch stop;
    private final StopOfficers officers;

    StopResource(Visitors visitors, StopSwitch stop, StopOfficers officers) {
        this.visitors = visitors;
        this.stop = stop;
        this.officers = officers;
    }

    /** The page. */
    @GET
    public String state(@QueryParam("done") String done) {
        return show(visitors.reading(OFFICERS), Done.of(done), "");
    }

    /** Stops or resumes. */
    @POST
    public Response act(
            @FormParam("form-token") String token, @FormParam("act") String act, @FormParam("why") String why) {
        Caller caller = visitors.acting(token, OFFICERS);
        try {
            Word word =
                    switch (act == null ? "" : act) {
                        case "stop" -> officers.stop(caller, Reason.given(why));
                        case "resume" -> officers.resume(caller, Reason.given(why));
                        default -> throw new NotFoundException();
                    };
            return Response.seeOther(URI.create("/administration/stop?done="
                            + Words.key("done", word.kind().label())))
                    .build();
        } catch (ProblemException e) {
            throw visitors.again(
                    e.problem(), show(visitors.reading(OFFICERS), Said.refused(e.problem()), why == null ? "" : why));
        }
    }

    private String show(Frame page, Said said, String typed) {
        List<Word> words = stop.newest(SHOWN);
        Kind last = words.isEmpty() ? Kind.RESUMED : words.getFirst().kind();
        return page.show(AdministrationPages.stop(
                page,
                last != Kind.RESUMED,
                last == Kind.RESUMPTION_PROPOSED,
                last == Kind.RESUMPTION_PROPOSED
                        && words.getFirst()
                                .by()
                                .equals(page.caller().orElseThrow().person().value()),
                words.stream().map(Spoken::of).toList(),
                said,
                typed));
    }

    /** A word of the switch, by the keys of what it says and in which office. */
    public record Spoken(String key, String roleKey, Word word) {

        static Spoken of(Word word) {
            return new Spoken(Words.key("word", word.kind().label()), Words.roleKey(word.role()), word);
        }
    }
}
