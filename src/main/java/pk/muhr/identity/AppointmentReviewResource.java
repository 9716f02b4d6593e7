package pk.muhr.identity;

import java.time.Clock;
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

import pk.muhr.x509.Sha256;

/** The quarterly review of who holds which role, over REST. */
@Path("/api/v1/appointment-reviews")
@RolesAllowed({Role.Label.SECURITY_OFFICER, Role.Label.POLICY_AUTHORITY})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Officers")
public class AppointmentReviewResource {

    private static final int SHOWN = 20;

    private final AppointmentReviews reviews;
    private final Callers callers;
    private final Clock clock;

    AppointmentReviewResource(AppointmentReviews reviews, Callers callers, Clock clock) {
        this.reviews = reviews;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * What was read.
     *
     * @param sha256 of the bytes of {@code /api/v1/appointment-reviews/list}
     */
    public record Reviewed(
            @Schema(examples = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9")
            String sha256) {}

    /** A review. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record ReviewDocument(
            UUID id,
            String sha256,
            String reviewedBy,
            Instant reviewedAt,
            Optional<String> confirmedBy,
            Optional<Instant> confirmedAt) {

        static ReviewDocument of(AppointmentReview review) {
            return new ReviewDocument(
                    review.id(),
                    review.list().hex(),
                    review.reviewedBy().value(),
                    review.reviewedAt(),
                    review.confirmedBy().map(PersonId::value),
                    review.confirmedAt());
        }
    }

    /**
     * The newest reviews, and whether one is due.
     *
     * @param sha256 of the list as it is now
     * @param due a quarter after the last one that two officers agreed on, or after the first appointment
     */
    public record StandingDocument(
            String sha256, long appointments, Instant due, boolean overdue, List<ReviewDocument> reviews) {}

    /** The newest reviews, and whether one is due. */
    @GET
    @RolesAllowed({Role.Label.SECURITY_OFFICER, Role.Label.POLICY_AUTHORITY, Role.Label.AUDITOR})
    @Operation(summary = "Show the reviews of all appointments, and whether one is due")
    public StandingDocument standing() {
        requireReader();
        String list = reviews.list();
        Instant due = reviews.last().orElseThrow().plus(AppointmentReviews.INTERVAL);
        return new StandingDocument(
                AppointmentReviews.hash(list).hex(),
                list.lines().count(),
                due,
                clock.instant().isAfter(due),
                reviews.newest(SHOWN).stream().map(ReviewDocument::of).toList());
    }

    /** What is reviewed: a line for each appointment that counts, with person, role, body and id. */
    @GET
    @Path("/list")
    @RolesAllowed({Role.Label.SECURITY_OFFICER, Role.Label.POLICY_AUTHORITY, Role.Label.AUDITOR})
    @Produces("text/plain;charset=UTF-8")
    @Operation(summary = "Download the list of all appointments that count")
    public String list() {
        requireReader();
        return reviews.list();
    }

    /** Says that the list is right. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(summary = "Say that the list of appointments is right")
    public ReviewDocument review(Reviewed document) {
        Sha256 list = AppointmentResource.read(
                "sha256", document.sha256(), Sha256::new, "send the SHA-256 of the list in lower-case hex");
        return ReviewDocument.of(reviews.review(list, callers.current()));
    }

    /** Says so too; the review counts when the answer comes. */
    @POST
    @Path("/{id}/confirmations")
    @Operation(summary = "Confirm a review of the appointments")
    public ReviewDocument confirm(@PathParam("id") UUID id) {
        return ReviewDocument.of(reviews.confirm(id, callers.current()));
    }

    private void requireReader() {
        callers.current().require(Role.SECURITY_OFFICER, Role.POLICY_AUTHORITY, Role.AUDITOR);
    }
}
