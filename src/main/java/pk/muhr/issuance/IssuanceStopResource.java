package pk.muhr.issuance;

import java.time.Instant;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.identity.Callers;
import pk.muhr.identity.Reason;
import pk.muhr.identity.Role;
import pk.muhr.safety.StopSwitch;
import pk.muhr.safety.StopSwitch.Kind;
import pk.muhr.safety.StopSwitch.Word;

/** The switch that stops certificates everywhere (BR §5.7.1). Revocation, CRLs and OCSP answers go on. */
@Path("/api/v1/issuance")
@RolesAllowed({
    Role.Label.SECURITY_OFFICER,
    Role.Label.CA_ADMINISTRATOR,
    Role.Label.POLICY_AUTHORITY,
    Role.Label.REGISTRATION_OFFICER,
    Role.Label.REVOCATION_OFFICER
})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Issuance")
public class IssuanceStopResource {

    private final StopSwitch stop;
    private final StopOfficers officers;
    private final Callers callers;

    IssuanceStopResource(StopSwitch stop, StopOfficers officers, Callers callers) {
        this.stop = stop;
        this.officers = officers;
        this.callers = callers;
    }

    /** @param reason what happened, or why it is over */
    public record ReasonDocument(
            @Schema(examples = "A CSR with a weak key came through.", required = true)
            String reason) {}

    /**
     * Whether certificates are issued.
     *
     * @param state {@code open} or {@code stopped}
     * @param proposed whether one officer said to resume, and a second one is awaited
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record IssuanceDocument(String state, boolean proposed, String reason, String by, String role, Instant at) {

        private static IssuanceDocument of(Optional<Word> word) {
            return new IssuanceDocument(
                    word.filter(said -> said.kind() != Kind.RESUMED).isPresent() ? "stopped" : "open",
                    word.filter(said -> said.kind() == Kind.RESUMPTION_PROPOSED).isPresent(),
                    word.map(Word::reason).orElse(null),
                    word.map(Word::by).orElse(null),
                    word.map(Word::role).orElse(null),
                    word.map(Word::at).orElse(null));
        }
    }

    /** Whether certificates are issued, and who said so last. */
    @GET
    @RolesAllowed({
        Role.Label.SECURITY_OFFICER,
        Role.Label.CA_ADMINISTRATOR,
        Role.Label.POLICY_AUTHORITY,
        Role.Label.REGISTRATION_OFFICER,
        Role.Label.REVOCATION_OFFICER,
        Role.Label.AUDITOR
    })
    @Operation(summary = "See whether certificates are issued")
    public IssuanceDocument state() {
        return IssuanceDocument.of(stop.newest());
    }

    /** Stops: from this answer on no replica begins a certificate; what one had begun already is still signed. */
    @POST
    @Path("/stop")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Stop certificates on every replica")
    public IssuanceDocument stop(ReasonDocument document) {
        return IssuanceDocument.of(Optional.of(officers.stop(callers.current(), reason(document))));
    }

    /** Proposes to resume, or as the second officer, in another role, resumes. */
    @POST
    @Path("/resume")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Resume, as the first or the second of two officers of different roles")
    public IssuanceDocument resume(ReasonDocument document) {
        return IssuanceDocument.of(Optional.of(officers.resume(callers.current(), reason(document))));
    }

    private static Reason reason(ReasonDocument document) {
        return Reason.given(document == null ? null : document.reason());
    }
}
