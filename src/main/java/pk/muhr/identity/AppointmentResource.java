package pk.muhr.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

import pk.muhr.identity.AppointmentRecord.Step;
import pk.muhr.problem.Page;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.LegibleText;

/** Appointments over REST: two officers make one, one suspends it, another ends it. */
@Path("/api/v1/appointments")
@RolesAllowed({Role.Label.SECURITY_OFFICER, Role.Label.POLICY_AUTHORITY})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Officers")
public class AppointmentResource {

    private static final int MOST = 200;

    private final AppointmentProposals proposals;
    private final AppointmentHistory history;
    private final Callers callers;
    private final Clock clock;

    AppointmentResource(AppointmentProposals proposals, AppointmentHistory history, Callers callers, Clock clock) {
        this.proposals = proposals;
        this.history = history;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * Who shall hold which role.
     *
     * @param person as the identity provider names them
     * @param displayName their full name; may be left out for somebody who is known
     * @param body for a subscriber, and for nobody else
     */
    public record Proposal(
            @Schema(examples = "zainab.malik") String person,
            @Schema(examples = "Zainab Malik") String displayName,
            @Schema(examples = "registration-officer") String role,
            @Schema(examples = "nitb") String body) {}

    /** Why an appointment ends. */
    public record End(
            @Schema(examples = "She leaves the service at the end of the month")
            String reason) {}

    /** An appointment, or the proposal of one, with its history. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record AppointmentDocument(
            UUID id,
            String person,
            String role,
            Optional<String> body,

            @Schema(enumeration = {"proposed", "expired", "effective", "suspended", "ended"})
            String state,

            String proposedBy,
            Instant proposedAt,
            Optional<String> confirmedBy,
            Optional<Instant> appointedAt,
            Optional<String> suspendedBy,
            Optional<Instant> suspendedAt,
            Optional<String> reason,
            Optional<String> endedBy,
            Optional<Instant> endedAt) {}

    /** Proposes to appoint somebody. */
    @POST
    @RolesAllowed({Role.Label.SECURITY_OFFICER, Role.Label.REGISTRATION_OFFICER})
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(summary = "Propose to appoint somebody")
    public AppointmentDocument propose(Proposal wish) {
        Role role = read("role", wish.role(), AppointmentResource::role, "write a role, such as registration-officer");
        Optional<BodyId> body = Optional.ofNullable(wish.body())
                .map(text -> read("body", text, BodyId::new, "write a body's identifier, such as nitb"));
        if (role.actsForBody() != body.isPresent()) {
            throw malformed(
                    "body",
                    String.valueOf(wish.body()),
                    "name a body for a subscriber, and leave it out for every other role");
        }
        PersonId person = read(
                "person",
                wish.person(),
                PersonId::new,
                "write whom the identity provider names so, in 1 to 255 visible ASCII characters");
        return document(proposals.propose(person, name(wish.displayName()), role, body, callers.current()));
    }

    /** Confirms a proposal; the person holds the role when the answer comes. */
    @POST
    @Path("/{id}/confirmations")
    @Operation(summary = "Confirm an appointment")
    public AppointmentDocument confirm(@PathParam("id") UUID id) {
        return document(proposals.confirm(id, callers.current()));
    }

    /** Suspends an appointment at once; another officer ends it. */
    @POST
    @Path("/{id}/end")
    @RolesAllowed({Role.Label.SECURITY_OFFICER, Role.Label.REGISTRATION_OFFICER})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Suspend an appointment, to be ended")
    public AppointmentDocument suspend(@PathParam("id") UUID id, End wish) {
        Reason reason = read("reason", wish.reason(), Reason::new, "say why in plain words");
        return document(proposals.suspend(id, reason, callers.current()));
    }

    /** Ends a suspended appointment for good. */
    @POST
    @Path("/{id}/end/confirmations")
    @Operation(summary = "Confirm that an appointment ends")
    public AppointmentDocument end(@PathParam("id") UUID id) {
        return document(proposals.end(id, callers.current()));
    }

    /** A page of appointments and proposals, newest first; the header {@code Link} leads to the next (RFC 8288). */
    @GET
    @RolesAllowed({Role.Label.SECURITY_OFFICER, Role.Label.POLICY_AUTHORITY, Role.Label.AUDITOR})
    @Operation(summary = "List appointments with their history")
    @APIResponse(
            responseCode = "200",
            description = "A page, newest first; the header Link leads to the next one",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = AppointmentDocument.class)))
    public Response all(
            @QueryParam("person") Optional<String> person,
            @QueryParam("role") Optional<String> role,
            @QueryParam("cursor") Optional<UUID> cursor,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @Context UriInfo address) {
        callers.current().require(Role.SECURITY_OFFICER, Role.POLICY_AUTHORITY, Role.AUDITOR);
        int count = Math.clamp(limit, 1, MOST);
        List<AppointmentDocument> found = history
                .newest(
                        person.map(text -> read("person", text, PersonId::new, "write a person's identifier")),
                        role.map(text -> read("role", text, AppointmentResource::role, "write a role")),
                        cursor,
                        count + 1)
                .stream()
                .map(this::document)
                .toList();
        return Page.of(found, count, document -> document.id().toString(), address);
    }

    private AppointmentDocument document(AppointmentRecord record) {
        Appointment appointment = record.appointment();
        return new AppointmentDocument(
                appointment.id(),
                appointment.person().value(),
                appointment.role().label(),
                appointment.body().map(BodyId::value),
                record.state(clock.instant()).name().toLowerCase(Locale.ROOT),
                record.proposed().by(),
                record.proposed().at(),
                record.confirmed().map(Step::by),
                record.appointedAt(),
                record.suspended().map(Step::by),
                record.suspended().map(Step::at),
                record.reason(),
                record.ended().map(Step::by),
                record.ended().map(Step::at));
    }

    private static Optional<LegibleText> name(String text) {
        return Optional.ofNullable(text)
                .map(name -> read("displayName", name, LegibleText::new, "write the full name in plain letters"));
    }

    private static Role role(String label) {
        return Role.ofLabel(label).orElseThrow(IllegalArgumentException::new);
    }

    /** Reads a member or parameter in its own form, or says what is wrong with it. */
    static <T> T read(String name, String text, Function<String, T> form, String fix) {
        try {
            return form.apply(Optional.ofNullable(text).orElse(""));
        } catch (IllegalArgumentException e) {
            String why =
                    Optional.ofNullable(e.getMessage()).map(rule -> ": " + rule).orElse("");
            throw malformed(name + why, LegibleText.shown(String.valueOf(text)), fix);
        }
    }

    private static ProblemException malformed(String what, String value, String fix) {
        return new ProblemException(
                Problem.of(400, "member-malformed", "Not understood", "This cannot be used: " + what + ".")
                        .withValue(value)
                        .withFix(fix));
    }
}
