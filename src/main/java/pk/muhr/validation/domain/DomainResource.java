package pk.muhr.validation.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.identity.Bodies;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.validation.DomainProof;
import pk.muhr.validation.DomainProofs;

/** The domains of a body: how it proves them, and which proofs count. */
@Path("/api/v1/bodies/{body}/domains")
@RolesAllowed({Role.Label.SUBSCRIBER, Role.Label.REGISTRATION_OFFICER})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Proofs")
public class DomainResource {

    private final Bodies bodies;
    private final DomainValidation validation;
    private final DomainChallenges challenges;
    private final DomainProofs proofs;
    private final Callers callers;
    private final Clock clock;

    DomainResource(
            Bodies bodies,
            DomainValidation validation,
            DomainChallenges challenges,
            DomainProofs proofs,
            Callers callers,
            Clock clock) {
        this.bodies = bodies;
        this.validation = validation;
        this.challenges = challenges;
        this.proofs = proofs;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * What a body wants to prove.
     *
     * @param domain other scripts as A-labels
     * @param method {@code dns-txt} or {@code http-file}
     */
    @Schema(name = "DomainWish")
    public record Wish(String domain, String method) {}

    /** A challenge, with the place for its value. */
    public record ChallengeDocument(
            String id,
            String domain,
            String method,
            String value,
            String place,
            String instruction,
            Instant issuedAt,
            Instant expiresAt) {

        static ChallengeDocument of(DomainChallenge challenge) {
            return new ChallengeDocument(
                    challenge.id().toString(),
                    challenge.domain().value(),
                    challenge.method().label(),
                    challenge.value(),
                    challenge.place(),
                    challenge.instruction(),
                    challenge.issuedAt(),
                    challenge.expiresAt());
        }
    }

    /**
     * A proof.
     *
     * @param method a clause of BR, or {@code development}
     * @param expiresAt when it counts for nothing any more; for TLS the policy asks for a younger one
     */
    public record DomainProofDocument(
            String id, String domain, String method, Instant provedAt, Instant expiresAt, long ageDays) {

        static DomainProofDocument of(DomainProof proof, Instant now) {
            return new DomainProofDocument(
                    proof.id().toString(),
                    proof.domain().value(),
                    proof.method(),
                    proof.provedAt(),
                    proof.expiresAt(),
                    Duration.between(proof.provedAt(), now).toDays());
        }
    }

    /** Every proof that nobody has ended, expired ones too, and the challenges that may still prove something; newest first. */
    public record DomainsDocument(List<DomainProofDocument> proofs, List<ChallengeDocument> challenges) {}

    /** The domains of a body. */
    @GET
    @RolesAllowed({
        Role.Label.SUBSCRIBER,
        Role.Label.REGISTRATION_OFFICER,
        Role.Label.SECURITY_OFFICER,
        Role.Label.AUDITOR
    })
    @Operation(summary = "List a body's proofs of domains and its open challenges")
    public DomainsDocument domains(@PathParam("body") String id) {
        Caller caller = callers.current();
        BodyId body = bodies.require(
                id, caller.scope(Role.SUBSCRIBER, Role.REGISTRATION_OFFICER, Role.SECURITY_OFFICER, Role.AUDITOR));
        Instant now = clock.instant();
        return new DomainsDocument(
                proofs.of(body).stream()
                        .map(proof -> DomainProofDocument.of(proof, now))
                        .toList(),
                challenges.open(body, now).stream().map(ChallengeDocument::of).toList());
    }

    /** Asks for a value that proves a domain. */
    @POST
    @Operation(summary = "Ask for a value that proves a domain")
    @APIResponse(
            responseCode = "201",
            description = "Its value is to be put at its place",
            content = @Content(schema = @Schema(implementation = ChallengeDocument.class)))
    public Response ask(@PathParam("body") String id, Wish wish) {
        Caller caller = callers.current();
        BodyId body = bodies.require(id, caller.scope(Role.SUBSCRIBER, Role.REGISTRATION_OFFICER));
        DomainChallenge challenge =
                validation.ask(body, text(wish, Wish::domain), text(wish, Wish::method), caller.actor());
        return Response.status(Response.Status.CREATED)
                .entity(ChallengeDocument.of(challenge))
                .build();
    }

    /** Has us look for the value of a challenge now. */
    @POST
    @Path("/{challenge}/check")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Have the value of a challenge looked for")
    public DomainProofDocument check(@PathParam("body") String id, @PathParam("challenge") String which) {
        Caller caller = callers.current();
        BodyId body = bodies.require(id, caller.scope(Role.SUBSCRIBER, Role.REGISTRATION_OFFICER));
        return DomainProofDocument.of(validation.check(body, which, caller.actor()), clock.instant());
    }

    /**
     * Ends a proof that is wrong, or of a domain that went to another body; from now on nothing is issued by it.
     * Certificates stay as they are: an officer revokes them.
     */
    @POST
    @Path("/{proof}/end")
    @RolesAllowed(Role.Label.REGISTRATION_OFFICER)
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "End the proof of a domain")
    public DomainProofDocument end(@PathParam("body") String id, @PathParam("proof") String which) {
        Caller officer = callers.current();
        BodyId body = bodies.require(id, officer.scope(Role.REGISTRATION_OFFICER));
        DomainProof proof = uuid(which)
                .flatMap(proofs::find)
                .filter(found -> found.body().equals(body))
                .orElseThrow(() -> new ProblemException(Problem.of(
                                404,
                                "proof-unknown",
                                "No such proof",
                                "The body has no proof of a domain with this id.")
                        .withValue(which)
                        .withFix("take the id from the list of its domains")));
        proofs.end(proof, officer.actorAs(Role.REGISTRATION_OFFICER));
        return DomainProofDocument.of(proof, clock.instant());
    }

    /** What a member of a wish says; empty where it, or the wish, is left out. */
    private static String text(Wish wish, Function<Wish, String> member) {
        return Optional.ofNullable(wish).map(member).orElse("");
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
