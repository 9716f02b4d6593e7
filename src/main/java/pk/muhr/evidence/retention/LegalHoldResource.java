package pk.muhr.evidence.retention;

import java.time.Instant;
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

import pk.muhr.evidence.export.AuditParameters;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Reason;
import pk.muhr.identity.Role;

/** Audit records that stay beyond their time, as a court may order: one officer says so, two end it. */
@Path("/api/v1/audit/legal-holds")
@RolesAllowed({Role.Label.SECURITY_OFFICER, Role.Label.CA_ADMINISTRATOR, Role.Label.POLICY_AUTHORITY})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Retention")
public class LegalHoldResource {

    private final LegalHolds holds;
    private final Callers callers;

    LegalHoldResource(LegalHolds holds, Callers callers) {
        this.holds = holds;
        this.callers = callers;
    }

    /**
     * What is to stay.
     *
     * @param reason who wants it, and why
     * @param from of the records; since ever without it
     * @param to for ever without it
     * @param authority only what is about this authority and its certificates
     * @param body only what is about this body, its requests and its certificates
     */
    public record HoldRequest(
            @Schema(examples = "Islamabad High Court, W.P. 1234/2026")
            String reason,

            @Schema(examples = "2026-01-01T00:00:00Z") Optional<String> from,
            Optional<String> to,
            Optional<String> authority,
            Optional<String> body) {}

    /** @param reason why it may end */
    public record ReleaseRequest(
            @Schema(examples = "The court closed the case.") String reason) {}

    /** That an officer wants to end it. */
    public record ReleaseDocument(String by, String as, Instant at, String reason) {}

    /**
     * A legal hold.
     *
     * @param state {@code placed}, or {@code released} when two officers ended it
     * @param releases who wants to end it, the oldest first
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record HoldDocument(
            UUID id,
            String state,
            String reason,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<String> authority,
            Optional<String> body,
            String placedBy,
            Instant placedAt,
            List<ReleaseDocument> releases) {}

    /** Places a hold; nothing that it covers is destroyed from then on. */
    @POST
    @RolesAllowed(Role.Label.SECURITY_OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(summary = "Keep audit records beyond their time")
    public HoldDocument place(HoldRequest wish) {
        callers.current().require(Role.SECURITY_OFFICER);
        Reason reason = Reason.given(wish == null ? null : wish.reason());
        return document(holds.place(
                reason,
                new LegalHold.Scope(
                        AuditParameters.time("from", wish.from()),
                        AuditParameters.time("to", wish.to()),
                        AuditParameters.authority(wish.authority()),
                        AuditParameters.body(wish.body())),
                callers.current()));
    }

    /** Says that a hold may end. With the second officer, of another role and within a week, it has ended. */
    @POST
    @Path("/{id}/release")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Release a legal hold, as one of two officers")
    public HoldDocument release(@PathParam("id") UUID id, ReleaseRequest wish) {
        return document(holds.release(id, Reason.given(wish == null ? null : wish.reason()), callers.current()));
    }

    /** All of them, the newest first. */
    @GET
    @RolesAllowed({
        Role.Label.SECURITY_OFFICER,
        Role.Label.CA_ADMINISTRATOR,
        Role.Label.POLICY_AUTHORITY,
        Role.Label.AUDITOR
    })
    @Operation(summary = "List the legal holds")
    public List<HoldDocument> all() {
        return holds.all(callers.current()).stream()
                .map(LegalHoldResource::document)
                .toList();
    }

    private static HoldDocument document(LegalHold hold) {
        return new HoldDocument(
                hold.id(),
                hold.isReleased() ? "released" : "placed",
                hold.reason(),
                hold.scope().from(),
                hold.scope().to(),
                hold.scope().authority(),
                hold.scope().body(),
                hold.placedBy().value(),
                hold.placedAt(),
                hold.releases().stream()
                        .map(each -> new ReleaseDocument(
                                each.person().value(), each.role().label(), each.at(), each.reason()))
                        .toList());
    }
}
