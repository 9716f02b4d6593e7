package pk.muhr.identity;

import java.util.Optional;
import java.util.regex.Pattern;

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

import pk.muhr.x509.Sha256;

/** One body over REST: what is known of it, and the steps it takes through the register. */
@Path("/api/v1/bodies/{body}")
@RolesAllowed({Role.Label.REGISTRATION_OFFICER, Role.Label.SECURITY_OFFICER})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Bodies")
public class BodyResource {

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

    private final BodyRegister register;
    private final BodySearch search;
    private final Callers callers;

    BodyResource(BodyRegister register, BodySearch search, Callers callers) {
        this.register = register;
        this.search = search;
        this.callers = callers;
    }

    /** How the record was verified. */
    public record Verified(
            @Schema(examples = "Rules of Business 1973, schedule II; call to the secretary")
            String method) {}

    /** The subscriber agreement that is accepted. */
    public record Accepted(
            @Schema(examples = "2026-11") String version,

            @Schema(examples = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9")
            String sha256) {}

    /** Why a step is taken. */
    public record Why(
            @Schema(examples = "The ministry was merged into another one")
            String reason) {}

    /** The body, with every step it took. */
    @GET
    @RolesAllowed({
        Role.Label.SUBSCRIBER,
        Role.Label.REGISTRATION_OFFICER,
        Role.Label.REVOCATION_OFFICER,
        Role.Label.SECURITY_OFFICER,
        Role.Label.POLICY_AUTHORITY,
        Role.Label.AUDITOR
    })
    @Operation(summary = "Look at a body")
    public BodyDocument one(@PathParam("body") String id) {
        Optional<BodyId> scope = callers.current().scope(BodiesResource.READERS);
        BodyRecord record = search.find(body(id), scope).orElseThrow(() -> BodyRefusal.UNKNOWN.about(id));
        return BodyDocument.of(record, Optional.of(search.history(record.body().id())));
    }

    /** Says as another registration officer that the record is true. */
    @POST
    @Path("/verification")
    @RolesAllowed(Role.Label.REGISTRATION_OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Verify a body that was applied for")
    public BodyDocument verify(@PathParam("body") String id, Verified document) {
        Reason method = AppointmentResource.read("method", document.method(), Reason::new, "say how it was verified");
        return shown(register.verify(body(id), method, callers.current()));
    }

    /** Accepts the subscriber agreement; the body is active when the answer comes. */
    @POST
    @Path("/agreement")
    @RolesAllowed(Role.Label.SUBSCRIBER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Accept the subscriber agreement")
    public BodyDocument accept(@PathParam("body") String id, Accepted document) {
        String version = AppointmentResource.read(
                "version",
                document.version(),
                BodyResource::version,
                "write the version as the agreement does, such as 2026-11");
        Sha256 text = AppointmentResource.read(
                "sha256", document.sha256(), Sha256::new, "send the SHA-256 of the agreement in lower-case hex");
        return shown(register.accept(body(id), version, text, callers.current()));
    }

    /** Stops new certificates of the body at once. */
    @POST
    @Path("/suspension")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Suspend a body")
    public BodyDocument suspend(@PathParam("body") String id, Why document) {
        return shown(register.suspend(body(id), reason(document), callers.current()));
    }

    /** Makes a suspended body active again, as another officer. */
    @POST
    @Path("/resumption")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Resume a suspended body")
    public BodyDocument resume(@PathParam("body") String id, Why document) {
        return shown(register.resume(body(id), reason(document), callers.current()));
    }

    /** Closes the body for good. */
    @POST
    @Path("/closure")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Close a body")
    public BodyDocument close(@PathParam("body") String id, Why document) {
        return shown(register.close(body(id), reason(document), callers.current()));
    }

    private static BodyDocument shown(BodyRecord record) {
        return BodyDocument.of(record, Optional.empty());
    }

    private static Reason reason(Why document) {
        return AppointmentResource.read("reason", document.reason(), Reason::new, "say why in plain words");
    }

    private static String version(String text) {
        if (!VERSION.matcher(text).matches()) {
            throw new IllegalArgumentException("a version has 1 to 40 letters, digits, dots, hyphens and underscores");
        }
        return text;
    }

    static BodyId body(String id) {
        try {
            return new BodyId(id);
        } catch (IllegalArgumentException e) {
            throw BodyRefusal.UNKNOWN.about(id);
        }
    }
}
