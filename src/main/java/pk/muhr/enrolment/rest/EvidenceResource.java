package pk.muhr.enrolment.rest;

import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.enrolment.DecisionRefused;
import pk.muhr.enrolment.Enrolment;
import pk.muhr.enrolment.Enrolments;
import pk.muhr.enrolment.EvidenceFile;
import pk.muhr.enrolment.EvidenceFiles;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.Sha256;

/** Letters and scans beside a request that officers decide about. A browser never shows one: it is saved. */
@Path("/api/v1/requests/{id}/evidence")
@Tag(name = "Requests")
public class EvidenceResource {

    private static final String FIX = "send a PDF, PNG or JPEG file of at most 512 KiB under its own media type";

    private final Enrolments enrolments;
    private final EvidenceFiles files;
    private final EnrolmentDocuments documents;
    private final Callers callers;

    EvidenceResource(Enrolments enrolments, EvidenceFiles files, EnrolmentDocuments documents, Callers callers) {
        this.enrolments = enrolments;
        this.files = files;
        this.documents = documents;
        this.callers = callers;
    }

    /** Attaches a file of at most 512 KiB; the answer lists what is attached. */
    @POST
    @RolesAllowed({Role.Label.SUBSCRIBER, Role.Label.REGISTRATION_OFFICER})
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Attach evidence to a request")
    public EnrolmentDocument attach(
            @PathParam("id") String id,
            @HeaderParam("Content-Type") @DefaultValue("application/octet-stream") MediaType type,
            byte[] content) {
        Enrolment enrolment = find(id);
        try {
            files.attach(callers.current(), enrolment.request().id(), file(type, content));
        } catch (DecisionRefused e) {
            throw documents.nothingToDecide(enrolment);
        } catch (EvidenceFiles.TooMany e) {
            throw new ProblemException(Problem.of(
                            409, "evidence-too-many", "Too many files", "A request has at most ten; this was not kept.")
                    .withFix("join pages in one file"));
        }
        return documents.whole(enrolment);
    }

    /** One of the files. */
    @GET
    @Path("/{sha256}")
    @RolesAllowed({
        Role.Label.SUBSCRIBER,
        Role.Label.REGISTRATION_OFFICER,
        Role.Label.REVOCATION_OFFICER,
        Role.Label.SECURITY_OFFICER,
        Role.Label.AUDITOR
    })
    @Produces({"application/pdf", "image/png", "image/jpeg"})
    @Operation(summary = "Save evidence of a request")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response one(@PathParam("id") String id, @PathParam("sha256") String sha256) {
        UUID request = find(id).request().id();
        EvidenceFile file = hash(sha256)
                .flatMap(hash -> files.find(request, hash))
                .orElseThrow(() -> new ProblemException(Problem.of(
                                404,
                                "evidence-unknown",
                                "No such file",
                                "No file of this hash is attached to the request.")
                        .withValue(sha256)
                        .withFix("take the hash from the request")));
        return Response.ok(file.content(), file.kind().mediaType())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + file.sha256().hex() + "\"")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("Cache-Control", "no-store")
                .build();
    }

    private Enrolment find(String id) {
        return EnrolmentDocuments.id(id)
                .flatMap(uuid -> enrolments.find(callers.current(), uuid))
                .orElseThrow(() -> EnrolmentDocuments.unknown(id));
    }

    private static EvidenceFile file(MediaType type, byte[] content) {
        EvidenceFile.Kind kind = EvidenceFile.Kind.of(type.getType() + "/" + type.getSubtype())
                .orElseThrow(() -> new ProblemException(Problem.of(
                                415,
                                "evidence-type",
                                "Not such a file",
                                "Letters and scans are PDF, PNG or JPEG files.")
                        .withValue(type.toString())
                        .withFix(FIX)));
        try {
            return new EvidenceFile(kind, content);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of(
                            422,
                            "evidence-malformed",
                            "Not such a file",
                            "The file was not kept: " + e.getMessage() + ".")
                    .withFix(FIX));
        }
    }

    private static Optional<Sha256> hash(String text) {
        try {
            return Optional.of(new Sha256(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
