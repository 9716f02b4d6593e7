package pk.muhr.validation.mailbox;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

import pk.muhr.identity.Bodies;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.validation.MailboxProof;
import pk.muhr.validation.MailboxProofs;

/** The mailboxes of a body: how it proves that it reads them, and which proofs count. */
@Path("/api/v1/bodies/{body}/mailboxes")
@RolesAllowed({Role.Label.SUBSCRIBER, Role.Label.REGISTRATION_OFFICER})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Proofs")
public class MailboxResource {

    private final Bodies bodies;
    private final MailboxValidation validation;
    private final MailboxChallenges challenges;
    private final MailboxProofs proofs;
    private final Callers callers;
    private final Clock clock;

    MailboxResource(
            Bodies bodies,
            MailboxValidation validation,
            MailboxChallenges challenges,
            MailboxProofs proofs,
            Callers callers,
            Clock clock) {
        this.bodies = bodies;
        this.validation = validation;
        this.challenges = challenges;
        this.proofs = proofs;
        this.callers = callers;
        this.clock = clock;
    }

    /** The mailbox that is to be proved. */
    @Schema(name = "MailboxWish")
    public record Wish(
            @Schema(examples = "office@nitb.example.gov.pk") String address) {}

    /** The value that came by mail. */
    public record Answer(
            @Schema(examples = "0Vb1zIuPq4o5kqTzWgYwA1mXn8c2fHrD")
            String value) {}

    /** A challenge; its value goes to the mailbox alone. */
    public record MailboxChallengeDocument(String id, String address, Instant issuedAt, Instant expiresAt) {

        static MailboxChallengeDocument of(MailboxChallenge challenge) {
            return new MailboxChallengeDocument(
                    challenge.id().toString(),
                    challenge.address().value(),
                    challenge.issuedAt(),
                    challenge.expiresAt());
        }
    }

    /** A proof; {@code method} is a clause. */
    public record MailboxProofDocument(String id, String address, String method, Instant provedAt, Instant expiresAt) {

        static MailboxProofDocument of(MailboxProof proof) {
            return new MailboxProofDocument(
                    proof.id().toString(),
                    proof.address().value(),
                    MailboxProof.METHOD,
                    proof.provedAt(),
                    proof.expiresAt());
        }
    }

    /** Every proof, expired ones too, and the challenges that may still prove something; newest first. */
    public record MailboxesDocument(List<MailboxProofDocument> proofs, List<MailboxChallengeDocument> challenges) {}

    /** The mailboxes of a body. */
    @GET
    @RolesAllowed({
        Role.Label.SUBSCRIBER,
        Role.Label.REGISTRATION_OFFICER,
        Role.Label.SECURITY_OFFICER,
        Role.Label.AUDITOR
    })
    @Operation(summary = "List a body's proofs of mailboxes and its open challenges")
    public MailboxesDocument mailboxes(@PathParam("body") String id) {
        Caller caller = callers.current();
        BodyId body = bodies.require(
                id, caller.scope(Role.SUBSCRIBER, Role.REGISTRATION_OFFICER, Role.SECURITY_OFFICER, Role.AUDITOR));
        return new MailboxesDocument(
                proofs.of(body).stream().map(MailboxProofDocument::of).toList(),
                challenges.open(body, clock.instant()).stream()
                        .map(MailboxChallengeDocument::of)
                        .toList());
    }

    /** Has a value sent to a mailbox. */
    @POST
    @ResponseStatus(201)
    @Operation(summary = "Have a value mailed that proves a mailbox")
    public MailboxChallengeDocument ask(@PathParam("body") String id, Wish wish) {
        Caller caller = callers.current();
        BodyId body = bodies.require(id, caller.scope(Role.SUBSCRIBER, Role.REGISTRATION_OFFICER));
        return MailboxChallengeDocument.of(
                validation.ask(body, Optional.ofNullable(wish.address()).orElse(""), caller.actor()));
    }

    /** Takes the value back. */
    @POST
    @Path("/{challenge}/confirmation")
    @Operation(summary = "Confirm a mailbox with the value that came there")
    public MailboxProofDocument confirm(
            @PathParam("body") String id, @PathParam("challenge") String which, Answer answer) {
        Caller caller = callers.current();
        BodyId body = bodies.require(id, caller.scope(Role.SUBSCRIBER, Role.REGISTRATION_OFFICER));
        String value = Optional.ofNullable(answer.value()).orElse("");
        return MailboxProofDocument.of(validation.confirm(body, which, value, caller.actor()));
    }
}
