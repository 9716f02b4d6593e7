package pk.muhr.ceremony;

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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.revocation.RevocationProblems;

/** The revocation of an authority over REST: one officer proposes it, one of another role confirms it. */
@Path("/api/v1/authorities/{ca}/revocation")
@RolesAllowed({Role.Label.SECURITY_OFFICER, Role.Label.REVOCATION_OFFICER, Role.Label.CA_ADMINISTRATOR})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Authorities")
public class AuthorityRevocationResource {

    private final AuthorityRevocations revocations;
    private final Callers callers;

    AuthorityRevocationResource(AuthorityRevocations revocations, Callers callers) {
        this.revocations = revocations;
        this.callers = callers;
    }

    /**
     * What is proposed.
     *
     * @param reason a name of RFC 5280 §5.3.1; neither {@code unspecified} nor {@code certificateHold}
     */
    public record ProposalRequest(String reason, Instant invalidityDate) {}

    /**
     * A proposal.
     *
     * @param state {@code open}, or {@code revoked} from its confirmation on
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record ProposalDocument(
            UUID id,
            String authority,
            String state,
            String reason,
            Optional<Instant> invalidityDate,
            String proposedBy,
            String proposedAs,
            Instant proposedAt,
            Optional<String> confirmedBy,
            Optional<String> confirmedAs,
            Optional<Instant> confirmedAt) {}

    /** Proposes to revoke the authority, named with its generation. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(summary = "Propose to revoke an authority")
    public ProposalDocument propose(@PathParam("ca") String ca, ProposalRequest wish) {
        return document(revocations.propose(
                ca,
                RevocationProblems.reason(wish.reason()),
                Optional.ofNullable(wish.invalidityDate()),
                callers.current()));
    }

    /** Confirms a proposal; the authority is revoked when the answer comes. */
    @POST
    @Path("/{proposal}/confirmation")
    @Operation(summary = "Confirm that an authority is revoked")
    public ProposalDocument confirm(@PathParam("ca") String ca, @PathParam("proposal") UUID proposal) {
        return document(revocations.confirm(ca, proposal, callers.current()));
    }

    /** The proposals for the authority, newest first. */
    @GET
    @RolesAllowed({
        Role.Label.SECURITY_OFFICER,
        Role.Label.REVOCATION_OFFICER,
        Role.Label.CA_ADMINISTRATOR,
        Role.Label.AUDITOR
    })
    @Operation(summary = "List the proposals to revoke an authority")
    public List<ProposalDocument> all(@PathParam("ca") String ca) {
        return revocations.of(ca, callers.current()).stream()
                .map(AuthorityRevocationResource::document)
                .toList();
    }

    private static ProposalDocument document(AuthorityRevocationOutcome outcome) {
        return switch (outcome) {
            case AuthorityRevocationOutcome.Recorded(AuthorityRevocation revocation) -> document(revocation);
            case AuthorityRevocationOutcome.Refused(AuthorityRevocationRefusal rule, String value) ->
                throw problem(rule, value);
        };
    }

    private static ProposalDocument document(AuthorityRevocation revocation) {
        return new ProposalDocument(
                revocation.id(),
                revocation.authority().toString(),
                revocation.confirmation().isPresent() ? "revoked" : "open",
                revocation.reason().label(),
                revocation.invalidityDate(),
                revocation.proposedBy().value(),
                revocation.role().label(),
                revocation.proposedAt(),
                revocation.confirmation().map(c -> c.person().value()),
                revocation.confirmation().map(c -> c.role().label()),
                revocation.confirmation().map(AuthorityRevocation.Confirmation::confirmedAt));
    }

    private static ProblemException problem(AuthorityRevocationRefusal rule, String value) {
        return switch (rule) {
            case UNKNOWN ->
                refused(
                        404,
                        "authority-unknown",
                        "Nothing is known of it",
                        value,
                        "take an id from /api/v1/authorities");
            case ROOT ->
                refused(
                        422,
                        "root-not-revocable",
                        "Nobody stands above a root, so nothing could say that it is revoked (RFC 5280 §6.1)",
                        value,
                        "have those who rely on it remove it, and revoke the authorities below it");
            case REASON_NOT_PERMITTED ->
                refused(
                        422,
                        "reason-not-permitted",
                        "An authority's certificate names its reason and is never held",
                        value,
                        "give one of: keyCompromise, cACompromise, affiliationChanged, superseded,"
                                + " cessationOfOperation, privilegeWithdrawn");
            case DATE_NOT_PERMITTED ->
                refused(
                        422,
                        "invalidity-date-not-permitted",
                        "The certificate cannot have become invalid at that time",
                        value,
                        "give a time from the beginning of its validity until now, or leave it out");
            case ALREADY_REVOKED ->
                refused(409, "already-revoked", "The authority is revoked already", value, "nothing is left to do");
            case SAME_PERSON ->
                refused(
                        409,
                        "same-person",
                        "Two persons revoke an authority",
                        value,
                        "ask an officer of another role to confirm it");
            case SAME_ROLE ->
                refused(
                        409,
                        "same-role",
                        "The two officers hold different roles",
                        value,
                        "ask an officer of another role to confirm it");
            case LAPSED ->
                refused(
                        409,
                        "proposal-lapsed",
                        "The proposal is older than a week, or its officer no longer holds the role",
                        value,
                        "propose it again and have that confirmed");
        };
    }

    private static ProblemException refused(int status, String slug, String detail, String value, String fix) {
        return new ProblemException(Problem.of(status, slug, "The authority was not revoked", detail + ".")
                .withValue(value)
                .withFix(fix)
                .withSource("BR §4.9.1.2, §7.2.2", Optional.empty()));
    }
}
