package pk.muhr.identity;

import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

import pk.muhr.problem.Page;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.OrganizationIdentifier;
import pk.muhr.x509.Sha256;

/** The register of bodies over REST; a subscriber sees the own body only. */
@Path("/api/v1/bodies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Bodies")
public class BodiesResource {

    static final Role[] READERS = {
        Role.SUBSCRIBER,
        Role.REGISTRATION_OFFICER,
        Role.REVOCATION_OFFICER,
        Role.SECURITY_OFFICER,
        Role.POLICY_AUTHORITY,
        Role.AUDITOR
    };

    private static final int MOST = 200;

    private final BodyRegister register;
    private final BodySearch search;
    private final Callers callers;

    BodiesResource(BodyRegister register, BodySearch search, Callers callers) {
        this.register = register;
        this.search = search;
        this.callers = callers;
    }

    /**
     * What is entered of a body.
     *
     * @param province as it shall stand in certificates
     * @param identifiers further numbers in registers
     * @param evidenceSha256 of the letter of the representative
     * @param contact a mailbox at which the body is told of its certificates; may be left out
     */
    public record Application(
            @Schema(examples = "pbs") String id,

            @Schema(examples = "Pakistan Bureau of Statistics")
            String legalName,

            @Schema(
                    examples =
                            "\u0627\u062f\u0627\u0631\u06c1 \u0634\u0645\u0627\u0631\u06cc\u0627\u062a \u067e\u0627\u06a9\u0633\u062a\u0627\u0646")
            String legalNameUrdu,

            @Schema(examples = "attached-department") String kind,

            @Schema(examples = "Islamabad Capital Territory")
            String province,

            @Schema(examples = "Islamabad") String locality,
            @Schema(examples = "GOVPK") String organizationIdentifier,
            List<String> identifiers,

            @Schema(examples = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9")
            String evidenceSha256,

            @Schema(examples = "pki@pbs.example.gov.pk") String contact) {}

    /** Applies for a body on its representative's behalf. */
    @POST
    @RolesAllowed(Role.Label.REGISTRATION_OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(summary = "Apply for a body")
    public BodyDocument apply(Application wish) {
        return BodyDocument.of(register.apply(application(wish), callers.current()), Optional.empty());
    }

    private static BodyApplication application(Application wish) {
        LegibleText name = AppointmentResource.read(
                "legalName",
                wish.legalName(),
                LegibleText::new,
                "write it as its law or register does, in Latin letters");
        LegibleText urdu = AppointmentResource.read(
                "legalNameUrdu", wish.legalNameUrdu(), LegibleText::new, "write it in the letters of Urdu");
        return AppointmentResource.read(
                "body",
                wish.id(),
                id -> new BodyApplication(
                        new BodyId(id),
                        name,
                        urdu,
                        BodyKind.of(Optional.ofNullable(wish.kind()).orElse("")),
                        Optional.ofNullable(wish.province()).map(LegibleText::new),
                        Optional.ofNullable(wish.locality()).map(LegibleText::new),
                        OrganizationIdentifier.of(Optional.ofNullable(wish.organizationIdentifier())
                                .orElse("")),
                        Optional.ofNullable(wish.identifiers()).orElse(List.of()).stream()
                                .map(OrganizationIdentifier::of)
                                .toList(),
                        new Sha256(Optional.ofNullable(wish.evidenceSha256()).orElse("")),
                        Optional.ofNullable(wish.contact()).map(EmailAddress::new)),
                "write what the rule says");
    }

    /**
     * A page of bodies, by identifier; the header {@code Link} leads to the next one (RFC 8288).
     *
     * @param q an identifier, a part of a legal name in English or Urdu, or a number in a register
     */
    @GET
    @RolesAllowed({
        Role.Label.SUBSCRIBER,
        Role.Label.REGISTRATION_OFFICER,
        Role.Label.REVOCATION_OFFICER,
        Role.Label.SECURITY_OFFICER,
        Role.Label.POLICY_AUTHORITY,
        Role.Label.AUDITOR
    })
    @Operation(summary = "Find bodies")
    @APIResponse(
            responseCode = "200",
            description = "A page, by identifier; the header Link leads to the next one",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = BodyDocument.class)))
    public Response all(
            @QueryParam("q") Optional<String> q,
            @QueryParam("state") Optional<String> state,
            @QueryParam("cursor") Optional<String> cursor,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @Context UriInfo address) {
        Optional<BodyId> scope = callers.current().scope(READERS);
        int count = Math.clamp(limit, 1, MOST);
        List<BodyDocument> found = search
                .find(
                        q.filter(text -> !text.isBlank()),
                        state.map(text -> AppointmentResource.read(
                                "state",
                                text,
                                label -> BodyState.of(label, Optional.empty()).label(),
                                "write applied, verified, active, suspended or closed")),
                        scope,
                        cursor.map(text -> AppointmentResource.read(
                                "cursor", text, BodyId::new, "take the address from the header Link")),
                        count + 1)
                .stream()
                .map(record -> BodyDocument.of(record, Optional.empty()))
                .toList();
        return Page.of(found, count, BodyDocument::id, address);
    }
}
