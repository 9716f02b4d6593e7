package pk.muhr.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Reason;
import pk.muhr.identity.Role;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.NaturalIdentifier;
import pk.muhr.x509.UserPrincipalName;

/** Proofs of people, for the officers who end them: when somebody leaves, or a record was wrong. */
@Path("/api/v1/people-proofs")
@RolesAllowed(Role.Label.REGISTRATION_OFFICER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Proofs")
public class PersonProofResource {

    private final PersonProofs proofs;
    private final PersonStatements statements;
    private final Bodies bodies;
    private final ActivePolicy policy;
    private final Callers callers;

    PersonProofResource(
            PersonProofs proofs, PersonStatements statements, Bodies bodies, ActivePolicy policy, Callers callers) {
        this.proofs = proofs;
        this.statements = statements;
        this.bodies = bodies;
        this.policy = policy;
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

    /**
     * Who a person is, from their documents.
     *
     * @param account at the identity provider: they alone ask for certificates in this name
     * @param number of the CNIC, NICOP, POC or passport that was seen
     * @param mailboxes that are the person's own
     * @param principal under which the person logs on
     * @param securityIdentifier of the person's entry in the body's directory
     * @param method how they were identified, such as {@code CNIC seen, NADRA Verisys}
     */
    public record PersonStatementDocument(
            @Schema(required = true, examples = "nitb") String body,
            @Schema(required = true, examples = "ayesha") String account,

            @Schema(required = true, examples = "35202-1234567-1")
            String number,

            @Schema(required = true, examples = "Ayesha") String givenName,
            @Schema(required = true, examples = "Khan") String surname,
            String title,
            String pseudonym,

            List<String> mailboxes,
            String principal,
            String securityIdentifier,

            @Schema(required = true, examples = "CNIC seen, NADRA Verisys")
            String method) {

        private PersonStatement statement() {
            if (Stream.of(body, account, number, givenName, surname, method).anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("a member is missing");
            }
            return new PersonStatement(
                    new BodyId(body),
                    new PersonId(account),
                    NaturalIdentifier.of(number),
                    new LegibleText(givenName),
                    new LegibleText(surname),
                    Optional.ofNullable(title).map(LegibleText::new),
                    Optional.ofNullable(pseudonym).map(LegibleText::new),
                    Optional.ofNullable(mailboxes).orElse(List.of()).stream()
                            .map(EmailAddress::new)
                            .toList(),
                    Optional.ofNullable(principal).map(UserPrincipalName::new),
                    Optional.ofNullable(securityIdentifier),
                    new Reason(method).text());
        }
    }

    /** Says who a person is. With the second officer who writes the same, they are proved. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Say who a person is, as the first or the second of two officers")
    @APIResponse(
            responseCode = "201",
            description = "Two officers wrote the same: the person is proved",
            content = @Content(schema = @Schema(implementation = PersonProofDocument.class)))
    @APIResponse(responseCode = "202", description = "On record; another officer has to write the same")
    public Response state(PersonStatementDocument document) {
        Caller officer = officer();
        PersonStatement statement = statement(document);
        if (bodies.find(statement.body()).isEmpty()) {
            throw malformed(statement.body().value());
        }
        Duration most = policy.bundle().floors().personProofMaximum();
        Duration counts = most.compareTo(PersonProof.LONGEST_USE) < 0 ? most : PersonProof.LONGEST_USE;
        try {
            return statements
                    .state(statement, officer, counts)
                    .map(proof -> Response.status(Response.Status.CREATED).entity(PersonProofDocument.of(proof)))
                    .orElseGet(() -> Response.accepted()
                            .entity(Map.of("state", "stated", "needs", "another officer who writes the same")))
                    .build();
        } catch (PersonStatements.NotByThisOfficer e) {
            throw new ProblemException(Problem.of(
                            403,
                            "own-person",
                            "Not by this officer",
                            "Nobody says who they are themselves, or who somebody of a body they act for is; nothing was"
                                    + " recorded.")
                    .withFix("ask two other registration officers"));
        }
    }

    /** The number is not repeated in what is said about it. */
    private static PersonStatement statement(PersonStatementDocument document) {
        try {
            if (document == null) {
                throw new IllegalArgumentException("nothing was sent");
            }
            return document.statement();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of(
                            400,
                            "member-malformed",
                            "Not understood",
                            "This does not say who a person is: " + e.getMessage() + ".")
                    .withFix("send body, account, number, givenName, surname and method, and what else is known"));
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
