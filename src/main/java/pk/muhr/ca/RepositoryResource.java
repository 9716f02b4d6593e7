package pk.muhr.ca;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.problem.PlainHttp;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Sha256;

/**
 * The certificates of our authorities, at the addresses that certificates carry (RFC 5280 §4.2.2.1). A name with its
 * generation always gives the same certificate; a bare name gives the newest.
 */
@Path("/ca")
@PlainHttp
@PermitAll
@Tag(name = "Repository")
public class RepositoryResource {

    private static final String DER = "application/pkix-cert";
    private static final String PEM = "application/pem-certificate-chain";
    private static final int SECONDS_TO_CACHE = 3600;

    private final Hierarchy hierarchy;
    private final ListParts parts;

    RepositoryResource(Hierarchy hierarchy, ListParts parts) {
        this.hierarchy = hierarchy;
        this.parts = parts;
    }

    /** Where the certificates and lists of an authority lie; its certificate in DER comes first. */
    public record RepositoryDocument(String authority, List<String> certificates, List<String> lists) {}

    /** Everything there is, for whoever copies it. */
    @GET
    @Path("/index.json")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "List the addresses of all certificates and CRLs")
    public List<RepositoryDocument> index() {
        return hierarchy.authorities().stream().map(this::document).toList();
    }

    private RepositoryDocument document(CertificateAuthority authority) {
        List<String> certificates = new ArrayList<>();
        List<String> lists = new ArrayList<>();
        for (String name : names(authority)) {
            certificates.addAll(List.of("/ca/" + name + ".cer", "/ca/" + name + ".pem", "/ca/" + name + "/chain.pem"));
            lists.add("/crl/" + name + ".crl");
        }
        HierarchyPolicy.CrlSchedule schedule = authority.definition().crl();
        String own = "/crl/" + authority.id();
        boolean delta = schedule.deltaEvery().isPresent();
        if (delta) {
            lists.add(own + "/delta.crl");
        }
        for (int shard = 0; shard < parts.count(authority); shard++) {
            lists.add(own + "/" + shard + ".crl");
            if (delta) {
                lists.add(own + "/" + shard + "/delta.crl");
            }
        }
        return new RepositoryDocument(authority.id().toString(), certificates, lists);
    }

    /** The bare name is that of the newest key's. */
    private List<String> names(CertificateAuthority authority) {
        String qualified = authority.id().toString();
        String bare = authority.id().name().value();
        return hierarchy.named(bare).filter(authority::equals).isPresent()
                ? List.of(qualified, bare)
                : List.of(qualified);
    }

    /** The certificate in DER. */
    @GET
    @Path("/{ca}.cer")
    @Produces(DER)
    @Operation(summary = "Download an authority's certificate in DER")
    public Response der(@PathParam("ca") String ca, @Context Request request) {
        return answer(
                ca, request, DER, authority -> authority.certificate().der().bytes());
    }

    /** The certificate in PEM. */
    @GET
    @Path("/{ca}.pem")
    @Produces(PEM)
    @Operation(summary = "Download an authority's certificate in PEM")
    public Response pem(@PathParam("ca") String ca, @Context Request request) {
        return answer(
                ca, request, PEM, authority -> ascii(authority.certificate().pem()));
    }

    /** The certificate and those above it, the root's last, in PEM. */
    @GET
    @Path("/{ca}/chain.pem")
    @Produces(PEM)
    @Operation(summary = "Download an authority's certificate and those above it in PEM")
    public Response chain(@PathParam("ca") String ca, @Context Request request) {
        return answer(ca, request, PEM, authority -> ascii(Certificate.pem(authority.chain())));
    }

    private Response answer(
            String ca, Request request, String type, Function<CertificateAuthority, byte[]> representation) {
        CertificateAuthority authority = hierarchy.named(ca).orElseThrow(() -> unknown(ca));
        byte[] content = representation.apply(authority);
        EntityTag tag = new EntityTag(Sha256.of(content).hex());
        Response.ResponseBuilder answer = request.evaluatePreconditions(tag);
        if (answer == null) {
            answer = Response.ok(content, type);
        }
        CacheControl cache = new CacheControl();
        cache.setMaxAge(SECONDS_TO_CACHE);
        return answer.tag(tag).cacheControl(cache).build();
    }

    private static byte[] ascii(String pem) {
        return pem.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static ProblemException unknown(String ca) {
        return new ProblemException(Problem.of(404, "authority-unknown", "No such authority", "Nothing is known of it.")
                .withValue(ca)
                .withFix("take the address from the certificate, or a name from /api/v1/authorities"));
    }
}
