package pk.muhr.enrolment.rest;

import java.time.Instant;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.enrolment.Approvals;
import pk.muhr.enrolment.Enrolment;
import pk.muhr.enrolment.Submission;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Reason;
import pk.muhr.identity.Role;
import pk.muhr.policy.Refusal;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.Sha256;

/** What people decide about requests: officers approve and reject, the body itself withdraws. */
@Path("/api/v1/requests/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Requests")
public class DecisionResource {

    private final Approvals approvals;
    private final EnrolmentDocuments documents;
    private final Callers callers;

    DecisionResource(Approvals approvals, EnrolmentDocuments documents, Callers callers) {
        this.approvals = approvals;
        this.documents = documents;
        this.callers = callers;
    }

    /** @param contentSha256 of the request as the officer read it */
    @Schema(name = "Approval")
    public record ApprovalDocument(
            @Schema(examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", required = true)
            String contentSha256) {}

    /** @param reason a sentence that the requester can act on */
    public record RejectionDocument(
            @Schema(examples = "The letter names another mailbox; attach the right one.", required = true)
            String reason) {}

    /** Approves; with the last approval that the policy asks for, the answer holds the certificate. */
    @POST
    @Path("/approvals")
    @RolesAllowed(Role.Label.REGISTRATION_OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Approve a request")
    public EnrolmentDocument approve(@PathParam("id") String id, ApprovalDocument document) {
        return counted(
                id,
                EnrolmentDocuments.id(id).map(uuid -> approvals.approve(callers.current(), uuid, content(document))));
    }

    /** Turns a request down. */
    @POST
    @Path("/rejections")
    @RolesAllowed(Role.Label.REGISTRATION_OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Reject a request")
    public EnrolmentDocument reject(@PathParam("id") String id, RejectionDocument document) {
        return counted(
                id, EnrolmentDocuments.id(id).map(uuid -> approvals.reject(callers.current(), uuid, reason(document))));
    }

    /** Takes a request back. */
    @POST
    @Path("/withdrawal")
    @RolesAllowed(Role.Label.SUBSCRIBER)
    @Operation(summary = "Withdraw a request")
    public EnrolmentDocument withdraw(@PathParam("id") String id) {
        return counted(id, EnrolmentDocuments.id(id).map(uuid -> approvals.withdraw(callers.current(), uuid)));
    }

    private EnrolmentDocument counted(String id, Optional<Approvals.Outcome> outcome) {
        return switch (outcome.orElseGet(Approvals.Outcome.Unknown::new)) {
            case Approvals.Outcome.Counted(Submission submission) -> shown(submission);
            case Approvals.Outcome.Unknown() -> throw EnrolmentDocuments.unknown(id);
            case Approvals.Outcome.OwnRequest() -> throw new ProblemException(DecisionProblems.ownRequest());
            case Approvals.Outcome.CertificateNeeded() ->
                throw new ProblemException(DecisionProblems.certificateNeeded());
            case Approvals.Outcome.RoleLost() -> throw new ProblemException(DecisionProblems.roleLost());
            case Approvals.Outcome.RefusedSince(Refusal why, Instant until) ->
                throw new ProblemException(DecisionProblems.refusedSince(why, until));
            case Approvals.Outcome.OtherContent() -> throw new ProblemException(DecisionProblems.otherContent());
            case Approvals.Outcome.NothingToDecide(Enrolment enrolment) -> throw documents.nothingToDecide(enrolment);
        };
    }

    private EnrolmentDocument shown(Submission submission) {
        return switch (submission) {
            case Submission.Issued(Enrolment enrolment) -> documents.shown(enrolment);
            case Submission.Waiting(Enrolment enrolment) -> documents.shown(enrolment);
            case Submission.UnderWay(Enrolment enrolment) -> documents.shown(enrolment);
            case Submission.Refused(Refusal why) -> throw Refusals.problem(why);
            case Submission.KeyTaken _ -> throw new IllegalStateException("no key was sent");
        };
    }

    private static Sha256 content(ApprovalDocument document) {
        String hash = document == null || document.contentSha256() == null ? "" : document.contentSha256();
        try {
            return new Sha256(hash);
        } catch (IllegalArgumentException e) {
            throw malformed(hash, "send {\"contentSha256\": \"…\"}, the 64 digits that the request shows");
        }
    }

    private static String reason(RejectionDocument document) {
        String reason = document == null || document.reason() == null
                ? ""
                : document.reason().strip();
        try {
            return new Reason(reason).text();
        } catch (IllegalArgumentException e) {
            throw malformed(reason, "send {\"reason\": \"…\"}: " + e.getMessage());
        }
    }

    private static ProblemException malformed(String value, String fix) {
        return Refusals.problem(new Refusal.MalformedRequest(LegibleText.shown(value), fix));
    }
}
