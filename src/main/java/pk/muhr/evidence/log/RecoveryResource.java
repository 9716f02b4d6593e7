package pk.muhr.evidence.log;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.audit.log.Lost;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Reason;
import pk.muhr.identity.Role;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** The way out of a hold for good: an older database takes over what lies outside of it. */
@Path("/api/v1/audit/recovery")
@RolesAllowed({Role.Label.SECURITY_OFFICER, Role.Label.CA_ADMINISTRATOR})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit log")
public class RecoveryResource {

    private final Recovery recovery;
    private final Callers callers;

    RecoveryResource(Recovery recovery, Callers callers) {
        this.recovery = recovery;
        this.callers = callers;
    }

    /** @param reason what became of the newer database */
    public record LossDocument(
            @Schema(examples = "Both disks of the primary failed; the backup of this morning is the newest.")
            String reason) {}

    /**
     * What was taken over.
     *
     * @param from leaves that the log had here
     * @param to leaves that it has now
     * @param lost records that are in the log, and of which nothing else is known here
     * @param revocations holds and revocations that published CRLs name and this database did not
     * @param lists CRLs that were newer
     * @param next what to do now
     */
    public record RecoveryDocument(
            long from, long to, List<Lost> lost, int revocations, int lists, String issuance, String next) {}

    /** Takes over what was signed and published from the newer database, which is lost; issuance is stopped with it. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Go on with an older database, after the newer one was lost")
    public RecoveryDocument recover(LossDocument document) {
        Caller caller = callers.current();
        Role office = caller.holds(Role.SECURITY_OFFICER) ? Role.SECURITY_OFFICER : Role.CA_ADMINISTRATOR;
        try {
            Recovery.Outcome outcome = recovery.recover(
                    caller.actor(),
                    office.label(),
                    Reason.given(document == null ? null : document.reason()).text());
            return new RecoveryDocument(
                    outcome.log().from(),
                    outcome.log().to(),
                    outcome.log().lost(),
                    outcome.revocations().revocations(),
                    outcome.revocations().lists(),
                    "stopped",
                    "start every process again; do again what is lost, and replace the certificates that are; then two officers resume issuance");
        } catch (Recovery.Refused e) {
            throw new ProblemException(
                    Problem.of(409, "nothing-to-recover", "Not taken over", "The database stays as it is.")
                            .withValue(e.getMessage())
                            .withFix("this is for a held process whose newer database is lost; otherwise bring the"
                                    + " newer one back and start again"));
        }
    }
}
