package pk.muhr.revocation.mass;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

import pk.muhr.identity.Caller;
import pk.muhr.identity.Callers;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.revocation.RevocationProblems;
import pk.muhr.x509.Sha256;

/** Mass revocation over REST: preview, order, perhaps a second officer, and progress. */
@Path("/api/v1/revocations")
@RolesAllowed({Role.Label.REVOCATION_OFFICER, Role.Label.SECURITY_OFFICER})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Mass revocation")
public class MassRevocationResource {

    private static final int LONGEST = 5000;
    private static final int NEWEST = 50;

    private final MassRevocations orders;
    private final Callers callers;

    MassRevocationResource(MassRevocations orders, Callers callers) {
        this.orders = orders;
        this.callers = callers;
    }

    /**
     * What is ordered.
     *
     * @param cause why, such as {@code keyCompromised}; the most urgent one of the reason when it is left out
     * @param token from the preview; not needed for a preview
     */
    public record OrderRequest(Selection selection, String reason, String cause, String token) {}

    /** What an order would take. */
    @Schema(name = "OrderPreview")
    public record PreviewDocument(
            Selection selection,
            String reason,
            String cause,
            long certificates,
            int officers,
            Map<String, Long> byProfile,
            Map<String, Long> byBody,
            List<String> sample,
            String token) {}

    /**
     * An order.
     *
     * @param state {@code waiting} for a second officer, {@code running} or {@code done}
     * @param dueBy by when the certificates must be revoked
     * @param done certificates that were looked at, and {@code revoked} those whose status that changed
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record OrderDocument(
            UUID id,
            String state,

            @Schema(implementation = Selection.class) @JsonRawValue
            String selection,

            String reason,
            String cause,
            long certificates,
            long done,
            long revoked,
            int officers,
            String placedBy,
            String placedAs,
            Instant placedAt,
            Instant dueBy,
            Optional<String> confirmedBy) {}

    /** Counts what an order would take; changes nothing. */
    @POST
    @Path("/preview")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Preview a mass revocation")
    public PreviewDocument preview(OrderRequest wish) {
        OrderOutcome outcome = orders.preview(
                selection(wish), RevocationProblems.reason(wish.reason()), cause(wish), callers.current());
        if (!(outcome instanceof OrderOutcome.Previewed(Preview preview))) {
            throw problem(outcome);
        }
        return new PreviewDocument(
                preview.selection(),
                preview.cause().reason().label(),
                preview.cause().label(),
                preview.certificates(),
                preview.officers(),
                preview.byProfile(),
                preview.byBody(),
                preview.sample().stream().map(Sha256::hex).toList(),
                preview.token().hex());
    }

    /** Orders what was previewed: send the preview's selection, reason, cause and token. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    @Operation(summary = "Order a mass revocation")
    public OrderDocument place(OrderRequest wish) {
        return document(orders.place(
                selection(wish),
                RevocationProblems.reason(wish.reason()),
                cause(wish),
                token(wish),
                callers.current()));
    }

    /** Confirms an order that takes two officers. */
    @POST
    @Path("/{id}/confirmation")
    @ResponseStatus(202)
    @Operation(summary = "Confirm a mass revocation")
    public OrderDocument confirm(@PathParam("id") UUID id) {
        return document(orders.confirm(id, callers.current()));
    }

    /** How far an order is. */
    @GET
    @Path("/{id}")
    @RolesAllowed({Role.Label.REVOCATION_OFFICER, Role.Label.SECURITY_OFFICER, Role.Label.AUDITOR})
    @Operation(summary = "Look at a mass revocation")
    public OrderDocument one(@PathParam("id") UUID id) {
        reader();
        return orders.find(id)
                .map(MassRevocationResource::document)
                .orElseThrow(() -> problem(new OrderOutcome.Unknown()));
    }

    /** The newest orders. */
    @GET
    @RolesAllowed({Role.Label.REVOCATION_OFFICER, Role.Label.SECURITY_OFFICER, Role.Label.AUDITOR})
    @Operation(summary = "List mass revocations")
    public List<OrderDocument> newest() {
        reader();
        return orders.newest(NEWEST).stream()
                .map(MassRevocationResource::document)
                .toList();
    }

    private void reader() {
        Caller caller = callers.current();
        caller.require(Role.REVOCATION_OFFICER, Role.SECURITY_OFFICER, Role.AUDITOR);
    }

    private static Selection selection(OrderRequest wish) {
        if (wish.selection() == null
                || wish.selection().certificates().map(List::size).orElse(0) > LONGEST) {
            throw refused(
                    400,
                    "selection-malformed",
                    "There is no selection, or one that is too long",
                    "selection",
                    "say what the certificates have in common; name at most " + LONGEST + " of them one by one");
        }
        return wish.selection();
    }

    private static Optional<Cause> cause(OrderRequest wish) {
        return Optional.ofNullable(wish.cause()).map(label -> Cause.ofLabel(label)
                .orElseThrow(() -> refused(
                        400,
                        "cause-unknown",
                        "No cause has this name",
                        label,
                        "give one of: "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Cause.values())
                                                .map(Cause::label)
                                                .toList()))));
    }

    private static Sha256 token(OrderRequest wish) {
        try {
            return new Sha256(wish.token() == null ? "" : wish.token());
        } catch (IllegalArgumentException e) {
            throw refused(
                    400,
                    "token-malformed",
                    "The order shows no token",
                    "token",
                    "preview it and send what the preview says");
        }
    }

    private static OrderDocument document(OrderOutcome outcome) {
        if (outcome instanceof OrderOutcome.Recorded(MassRevocation order)) {
            return document(order);
        }
        throw problem(outcome);
    }

    private static OrderDocument document(MassRevocation order) {
        return new OrderDocument(
                order.id(),
                order.state().name().toLowerCase(Locale.ROOT),
                order.selection(),
                order.reason().label(),
                order.cause().label(),
                order.certificates(),
                order.done(),
                order.revoked(),
                order.officers(),
                order.placedBy().value(),
                order.role(),
                order.placedAt(),
                order.dueBy(),
                order.confirmedBy().map(PersonId::value));
    }

    private static ProblemException problem(OrderOutcome outcome) {
        return switch (outcome) {
            case OrderOutcome.Previewed _, OrderOutcome.Recorded _ ->
                throw new IllegalStateException("this is no refusal: " + outcome);
            case OrderOutcome.TooWide() ->
                refused(
                        422,
                        "selection-too-wide",
                        "It would mean every certificate",
                        "selection",
                        "say at least one thing besides issuedTo");
            case OrderOutcome.Empty() ->
                refused(
                        422,
                        "selection-empty",
                        "Nothing that can be revoked has all of this in common",
                        "selection",
                        "say less; authorities, responders, revoked and expired certificates are never among them");
            case OrderOutcome.ReasonNotPermitted(var reason, var profiles) ->
                refused(
                        422,
                        "reason-not-permitted",
                        "This reason may not be given for " + (profiles.isEmpty() ? "many at once" : profiles),
                        reason.label(),
                        "give a reason of every profile among them, or leave these profiles out");
            case OrderOutcome.CauseNotOfReason(var cause, var reason) ->
                refused(
                        422,
                        "cause-not-of-reason",
                        "The reason " + reason.label() + " does not say this cause",
                        cause.label(),
                        "give the reason " + cause.reason().label());
            case OrderOutcome.NotAsPreviewed(Sha256 token) ->
                refused(
                        409,
                        "not-as-previewed",
                        "This is not what was previewed, or something changed meanwhile",
                        token.hex(),
                        "preview it again and send its selection, reason, cause and token unchanged");
            case OrderOutcome.Unknown() ->
                refused(404, "order-unknown", "There is no such order", "id", "take one from /api/v1/revocations");
            case OrderOutcome.NotWaiting(MassRevocation order) ->
                refused(
                        409,
                        "order-not-waiting",
                        "It does not wait for an officer",
                        order.id(),
                        "nothing is left to do");
            case OrderOutcome.NotAnother(MassRevocation order) ->
                refused(
                        409,
                        "same-officer",
                        "Two officers of different roles order so many",
                        order.role(),
                        "ask an officer of the other role, who did not place it, to confirm it");
        };
    }

    private static ProblemException refused(int status, String slug, String detail, Object value, String fix) {
        return new ProblemException(Problem.of(status, slug, "Nothing was ordered", detail + ".")
                .withValue(value.toString())
                .withFix(fix)
                .withSource("BR §4.9.1.1, §5.7.1.2", Optional.empty()));
    }
}
