package pk.muhr.enrolment.rest;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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
import org.jboss.resteasy.reactive.RestResponse;

import pk.muhr.ca.Hierarchy;
import pk.muhr.enrolment.rest.EnrolmentDocument.CertificateDocument;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.issuance.CertificateQuery;
import pk.muhr.issuance.CertificateSearch;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.policy.ProfileId;
import pk.muhr.problem.Page;
import pk.muhr.x509.Sha256;

/** Issued certificates over REST; a subscriber sees the own body's only. */
@Path("/api/v1/certificates")
@RolesAllowed({"subscriber", "registration-officer", "revocation-officer", "security-officer", "auditor"})
@Tag(name = "Certificates")
public class CertificateResource {

    /** The name of a call that answers in three forms. */
    private static final String ONE = "CertificateResource_one";

    private static final String DER = "application/pkix-cert";
    private static final String PEM = "application/x-pem-file";

    private static final Role[] READERS = {
        Role.SUBSCRIBER, Role.REGISTRATION_OFFICER, Role.REVOCATION_OFFICER, Role.SECURITY_OFFICER, Role.AUDITOR
    };

    private static final int MOST = 200;

    private final IssuedCertificates certificates;
    private final CertificateSearch search;
    private final Hierarchy hierarchy;
    private final Callers callers;

    CertificateResource(
            IssuedCertificates certificates, CertificateSearch search, Hierarchy hierarchy, Callers callers) {
        this.certificates = certificates;
        this.search = search;
        this.hierarchy = hierarchy;
        this.callers = callers;
    }

    /**
     * A page of certificates, newest first. The header {@code Link} leads to the next page, where there is one (RFC 8288).
     *
     * @param q a serial number, a fingerprint, a host, a mailbox, or an identifier of a person or an organisation
     * @param cursor the id of the last certificate of the page before
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Find certificates, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page; the header Link leads to the next one",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = CertificateDocument.class)))
    public Response search(
            @QueryParam("q") Optional<String> q,
            @QueryParam("body") Optional<String> body,
            @QueryParam("profile") Optional<String> profile,
            @QueryParam("state") Optional<String> state,
            @QueryParam("notAfterBefore") Optional<String> notAfterBefore,
            @QueryParam("cursor") Optional<String> cursor,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @Context UriInfo address) {
        Optional<BodyId> scope = callers.current().scope(READERS);
        CertificateQuery query = new CertificateQuery(
                q.filter(text -> !text.isBlank()),
                body.map(text -> Page.parameter("body", text, BodyId::new, "write a body's identifier, such as nitb")),
                profile.map(
                        text -> Page.parameter("profile", text, ProfileId::new, "write a profile, such as tls-server")),
                state.map(text ->
                        Page.parameter("state", text, CertificateResource::state, "write valid, expired or revoked")),
                notAfterBefore.map(text -> Page.parameter(
                        "notAfterBefore",
                        text,
                        Instant::parse,
                        "write a time such as 2026-11-22T00:00:00Z (RFC 3339)")),
                cursor.map(
                        text -> Page.parameter("cursor", text, Sha256::new, "take the address from the header Link")));
        int count = Math.clamp(limit, 1, MOST);
        List<IssuedCertificate> found = search.find(query, scope, count + 1);
        return Page.of(found.stream().map(this::shown).toList(), count, CertificateDocument::id, address);
    }

    private static CertificateQuery.State state(String label) {
        return Stream.of(CertificateQuery.State.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(label))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    /** One certificate by its SHA-256, as JSON; also where a client takes every form alike. */
    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = ONE, summary = "Look at a certificate")
    public CertificateDocument json(@PathParam("id") String id) {
        return shown(find(id));
    }

    /** The same in DER. */
    @GET
    @Path("/{id}")
    @Produces(DER + ";qs=0.2")
    @Operation(operationId = ONE, summary = "Download a certificate in DER")
    public RestResponse<byte[]> der(@PathParam("id") String id) {
        return RestResponse.ResponseBuilder.ok(find(id).certificate().der().bytes(), DER)
                .build();
    }

    /** The same in PEM. */
    @GET
    @Path("/{id}")
    @Produces(PEM + ";qs=0.1")
    @Operation(operationId = ONE, summary = "Download a certificate in PEM")
    public RestResponse<String> pem(@PathParam("id") String id) {
        return RestResponse.ResponseBuilder.ok(find(id).certificate().pem(), PEM)
                .build();
    }

    private CertificateDocument shown(IssuedCertificate issued) {
        return CertificateDocument.of(
                issued, hierarchy.named(issued.authority().toString()).orElseThrow());
    }

    private IssuedCertificate find(String id) {
        Optional<BodyId> scope = callers.current().scope(READERS);
        return fingerprint(id)
                .flatMap(sha256 ->
                        scope.isPresent() ? certificates.find(sha256, scope.get()) : certificates.find(sha256))
                .orElseThrow(() -> IssuedCertificates.unknown(id));
    }

    private static Optional<Sha256> fingerprint(String id) {
        try {
            return Optional.of(new Sha256(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
