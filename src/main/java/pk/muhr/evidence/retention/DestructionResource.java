package pk.muhr.evidence.retention;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

import pk.muhr.evidence.retention.Destruction.Done;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.problem.Page;
import pk.muhr.x509.Sha256;

/** The destruction of audit records whose time is over: one officer proposes a month, one of another role confirms it. */
@Path("/api/v1/audit/destructions")
@RolesAllowed({Role.Label.SECURITY_OFFICER, Role.Label.CA_ADMINISTRATOR, Role.Label.POLICY_AUTHORITY})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Retention")
public class DestructionResource {

    private final Destructions destructions;
    private final Callers callers;

    DestructionResource(Destructions destructions, Callers callers) {
        this.destructions = destructions;
        this.callers = callers;
    }

    /**
     * What is to go.
     *
     * @param month of UTC
     * @param archive SHA-256 of {@code manifest.json} of an export as {@code zip} that has all of the month's records: the
     *     second line of its {@code manifest.sig}
     */
    public record DestructionRequest(
            @Schema(examples = "2015-03") String month, String archive) {}

    /**
     * A proposal.
     *
     * @param state {@code open}, or {@code done} from its confirmation on
     * @param years how long records were kept when it was done
     * @param destroyed records that went
     * @param kept records of the month that stayed
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record DestructionDocument(
            UUID id,
            String state,
            String month,
            String archive,
            String proposedBy,
            String proposedAs,
            Instant proposedAt,
            Optional<String> confirmedBy,
            Optional<String> confirmedAs,
            Optional<Instant> doneAt,
            Optional<Integer> years,
            Optional<Long> destroyed,
            Optional<Long> kept) {}

    /** Proposes to destroy the records of a month; refused where that could not be done now. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(summary = "Propose to destroy the audit records of a month")
    public DestructionDocument propose(DestructionRequest wish) {
        String month = wish == null || wish.month() == null ? "" : wish.month();
        String archive = wish == null || wish.archive() == null ? "" : wish.archive();
        return document(destructions.propose(
                Page.parameter("month", month, DestructionResource::month, "write a month such as 2015-03"),
                Page.parameter("archive", archive, Sha256::new, "write 64 digits of lower-case hex"),
                callers.current()));
    }

    /** Confirms a proposal; the records are gone when the answer comes. */
    @POST
    @Path("/{id}/confirmation")
    @Operation(summary = "Confirm that the audit records of a month are destroyed")
    public DestructionDocument confirm(@PathParam("id") UUID id) {
        return document(destructions.confirm(id, callers.current()));
    }

    /** All proposals, the newest first. */
    @GET
    @RolesAllowed({
        Role.Label.SECURITY_OFFICER,
        Role.Label.CA_ADMINISTRATOR,
        Role.Label.POLICY_AUTHORITY,
        Role.Label.AUDITOR
    })
    @Operation(summary = "List what was proposed to destroy, and what was")
    public List<DestructionDocument> all() {
        return destructions.all(callers.current()).stream()
                .map(DestructionResource::document)
                .toList();
    }

    private static YearMonth month(String text) {
        if (text.length() != "2015-03".length()) {
            throw new IllegalArgumentException("no year of four digits");
        }
        return YearMonth.parse(text);
    }

    private static DestructionDocument document(Destruction destruction) {
        Optional<Done> done = destruction.done();
        return new DestructionDocument(
                destruction.id(),
                done.isPresent() ? "done" : "open",
                destruction.month().toString(),
                destruction.archive().hex(),
                destruction.person().value(),
                destruction.role().label(),
                destruction.proposedAt(),
                done.map(each -> each.person().value()),
                done.map(each -> each.role().label()),
                done.map(Done::at),
                done.map(Done::years),
                done.map(Done::destroyed),
                done.map(Done::kept));
    }
}
