package pk.muhr.validation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.identity.BodyId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Proofs of people, for the officers who end them: when somebody leaves, or a record was wrong. */
@Path("/api/v1/people-proofs")
@RolesAllowed(Role.Label.REGISTRATION_OFFICER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Proofs")
public class PersonProofResource {

    private final PersonProofs proofs;
    private final Callers callers;

    PersonProofResource(PersonProofs proofs, Callers callers) {
        this.proofs = proofs;
        this.callers = callers;
    }

    /** A proof, without the person's number. */
    public record PersonProofDocument(
            UUID id, String body, String account, String method, Instant provedAt, Instant expiresAt) {

        static PersonProofDocument of(PersonProof proof) {
            return new PersonProofDocument(
                    proof.id(),
                    proof.body().value(),
                    proof.account().value(),
                    proof.method(),
                    proof.provedAt(),
                    proof.expiresAt());
        }
    }

    /** The proofs of a body's people that nobody has ended, newest first. */
    @GET
    @Operation(summary = "List the proofs of a body's people")
    public List<PersonProofDocument> standing(@QueryParam("body") Optional<String> body) {
        officer();
        return proofs.standing(body.map(PersonProofResource::body).orElseThrow(() -> malformed(""))).stream()
                .map(PersonProofDocument::of)
                .toList();
    }

    /** Ends a proof; from now on nothing is issued by it. Certificates stay as they are: an officer revokes them. */
    @POST
    @Path("/{id}/end")
    @Operation(summary = "End the proof of a person")
    public PersonProofDocument end(@PathParam("id") String id) {
        Caller officer = officer();
        PersonProof proof = uuid(id).flatMap(proofs::find)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(404, "proof-unknown", "No such proof", "There is no proof of a person with this id.")
                                .withValue(id)
                                .withFix("take the id from the list of the body's proofs")));
        proofs.end(proof.id(), officer.actorAs(Role.REGISTRATION_OFFICER));
        return PersonProofDocument.of(proof);
    }

    private Caller officer() {
        Caller caller = callers.current();
        caller.require(Role.REGISTRATION_OFFICER);
        return caller;
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static BodyId body(String text) {
        try {
            return new BodyId(text);
        } catch (IllegalArgumentException e) {
            throw malformed(text);
        }
    }

    private static ProblemException malformed(String value) {
        return new ProblemException(
                Problem.of(400, "parameter-malformed", "Not understood", "The parameter body names no body.")
                        .withValue(value)
                        .withFix("write the body's identifier, body=nitb for instance"));
    }
}
